/// A serialized `google.protobuf.FileDescriptorProto` and what reflection wants to know of it. The numbers are those of descriptor.proto.
struct DescriptorFile: Sendable {
    let bytes: ArraySlice<UInt8>
    let name: String
    /// The names of the files that this one imports.
    let dependencies: [String]
    private let package: String

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        name = bytes.descriptorText(1)
        package = bytes.descriptorText(2)
        dependencies = bytes.descriptorPayloads(3).map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Symbols

    /// What a name may stand for.
    enum Declaration: Equatable {
        case file, message, enumeration, service
        /// A field, oneof, value, method or extension: contains no names.
        case leaf

        /// What the descriptors in a field of this one's descriptor declare.
        fileprivate func contents(of field: UInt32) -> Declaration? {
            switch (self, field) {
            case (.file, 4), (.message, 3): .message
            case (.file, 5), (.message, 4): .enumeration
            case (.file, 6): .service
            case (.file, 7), (.message, 2), (.message, 6), (.message, 8), (.enumeration, 2), (.service, 2): .leaf
            default: nil
            }
        }
    }

    /// How many names a symbol may have that is looked for: more than protobuf nests messages.
    private static let maximumDepth = 128

    /// What the file declares under a full name such as `package.Service.Method`; `nil` for a name that it does not declare.
    func declaration(of symbol: String) -> Declaration? {
        var names = symbol.split(separator: ".", maxSplits: Self.maximumDepth, omittingEmptySubsequences: false)[...]
        for part in package.split(separator: ".") {
            guard names.popFirst() == part else { return nil }
        }
        return Self.declaration(of: names, in: bytes, .file)
    }

    private static func declaration(
        of names: ArraySlice<Substring>, in descriptor: ArraySlice<UInt8>, _ kind: Declaration
    ) -> Declaration? {
        guard let name = names.first else { return nil }
        let rest = names.dropFirst()
        for (number, value) in DescriptorFields(descriptor) {
            guard case .bytes(let child) = value, let inner = kind.contents(of: number) else { continue }
            if child.descriptorText(1) == name {
                if rest.isEmpty { return inner }
                if let found = declaration(of: rest, in: child, inner) { return found }
            }
            // The values of an enumeration are its siblings, as in C++.
            if inner == .enumeration, rest.isEmpty, let found = declaration(of: names, in: child, .enumeration) { return found }
        }
        return nil
    }

    // MARK: Extensions

    /// An extension, by what it extends and its number.
    struct Extension: Hashable {
        /// The full name of the extended message type.
        let extendee: String
        let number: Int32

        fileprivate init(_ field: ArraySlice<UInt8>) {
            extendee = String(field.descriptorText(2).drop { $0 == "." })
            var number: UInt64 = 0
            for case (3, .number(let value)) in DescriptorFields(field) { number = value }
            self.number = Int32(truncatingIfNeeded: number)
        }
    }

    /// The extensions that the file declares, within messages and outside.
    var extensions: [Extension] { Self.extensions(in: bytes, fields: 7, messages: 4) }

    private static func extensions(in descriptor: ArraySlice<UInt8>, fields: UInt32, messages: UInt32) -> [Extension] {
        descriptor.descriptorPayloads(fields).map(Extension.init)
            + descriptor.descriptorPayloads(messages).flatMap { extensions(in: $0, fields: 6, messages: 3) }
    }
}
