/// The proto files behind a server's services.
struct DescriptorPool: Sendable {
    private var files: [String: DescriptorFile] = [:]
    /// In the order in which the services bring them, so that answers do not depend on hashes.
    private var order: [String] = []

    /// - Parameter sets: serialized messages of type `google.protobuf.FileDescriptorSet`; of two files with one name the first one counts.
    init(_ sets: [[UInt8]]) {
        for set in sets {
            for bytes in set[...].descriptorPayloads(1) {
                let file = DescriptorFile(bytes)
                guard files[file.name] == nil else { continue }
                files[file.name] = file
                order.append(file.name)
            }
        }
    }

    func file(named name: String) -> DescriptorFile? { files[name] }

    func file(declaring symbol: String) -> DescriptorFile? {
        all.first { $0.declaration(of: symbol) != nil }
    }

    func file(declaringExtension number: Int32, of type: String) -> DescriptorFile? {
        all.first { file in file.extensions.contains { $0.number == number && $0.extendee == type } }
    }

    /// The numbers of all extensions of a message type, ascending; `nil` when there is no such type.
    func extensionNumbers(of type: String) -> [Int32]? {
        let numbers = all.flatMap(\.extensions).filter { $0.extendee == type }.map(\.number)
        guard !numbers.isEmpty || all.contains(where: { $0.declaration(of: type) == .message }) else { return nil }
        return numbers.sorted()
    }

    /// The file and all that it imports, each once; the file itself comes first.
    func withImports(_ file: DescriptorFile) -> [DescriptorFile] {
        var found = [file]
        var names: Set = [file.name]
        var next = 0
        while next < found.count {
            for name in found[next].dependencies where names.insert(name).inserted {
                if let file = files[name] { found.append(file) }
            }
            next += 1
        }
        return found
    }

    private var all: some Collection<DescriptorFile> { order.lazy.compactMap { files[$0] } }
}
