/// Prints the namespace of a package with the descriptors of its files.
struct NamespaceRenderer {
    let access: String

    private static let bytesPerLine = 24

    func namespace(_ name: String, package: String, files: [ProtoFile]) -> [Source] {
        let set = Self.descriptorSet(files)
        return [
            .documentation("The API of the proto package `\(package)`."),
            .block("\(access) enum \(name)") {
                Source.documentation(
                    "A serialized `google.protobuf.FileDescriptorSet`: the proto files of the package and all that they import.")
                "\(access) static let fileDescriptorSet: [UInt8] = ["
                for start in stride(from: 0, to: set.count, by: Self.bytesPerLine) {
                    "    " + set[start..<min(start + Self.bytesPerLine, set.count)].map { "\($0)," }.joined(separator: " ")
                }
                "]"
            },
        ]
    }

    /// A `FileDescriptorSet` has one repeated field, number 1.
    private static func descriptorSet(_ files: [ProtoFile]) -> [UInt8] {
        var bytes: [UInt8] = []
        for file in files {
            bytes.append(0x0A)
            var rest = file.descriptor.count
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
            bytes += file.descriptor
        }
        return bytes
    }
}
