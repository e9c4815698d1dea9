/// A proto file, as the renderers read it. All type names are full, without a leading dot.
struct ProtoFile {
    let name: String
    let package: String
    let messages: [ProtoMessage]
    let enums: [ProtoEnumeration]
    let services: [ProtoService]
    let dependencies: [String]
    /// The serialized `FileDescriptorProto`, without source information.
    let descriptor: [UInt8]

    /// `health` for `grpc/health/v1/health.proto`.
    var baseName: String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return last.hasSuffix(".proto") ? String(last.dropLast(6)) : last
    }

    /// `grpc/health/v1/health` for `grpc/health/v1/health.proto`.
    var stem: String { name.hasSuffix(".proto") ? String(name.dropLast(6)) : name }
}

struct ProtoMessage {
    let name: String
    let fullName: String
    let comment: String?
    let fields: [ProtoField]
    let oneofs: [ProtoOneof]
    let messages: [ProtoMessage]
    let enums: [ProtoEnumeration]
    /// Whether protoc made this message for the entries of a map field.
    let isMapEntry: Bool
}

struct ProtoOneof {
    let name: String
    let comment: String?
}

struct ProtoField {
    enum Presence: Equatable {
        /// Without presence: the default value is not written.
        case plain
        /// Set or not set.
        case optional
        /// A list; `isPacked` tells how it is written.
        case repeated(isPacked: Bool)
        /// A map; the field's type is that of its entries.
        case map
        /// A member of the oneof with this index.
        case oneof(Int)
    }

    let name: String
    let number: Int32
    let comment: String?
    let type: ProtoType
    let presence: Presence
}

enum ProtoType: Equatable {
    case double, float, int32, int64, uint32, uint64, sint32, sint64, fixed32, fixed64, sfixed32, sfixed64
    case bool, string, bytes
    case message(String)
    case enumeration(String)

    /// Whether a repeated field of this type may be packed.
    var isPackable: Bool {
        switch self {
        case .string, .bytes, .message: false
        default: true
        }
    }
}

struct ProtoEnumeration {
    struct Value {
        let name: String
        let number: Int32
        let comment: String?
    }

    let name: String
    let fullName: String
    let comment: String?
    let values: [Value]
}

struct ProtoService {
    struct Method {
        let name: String
        let input: String
        let output: String
        let isClientStreaming: Bool
        let isServerStreaming: Bool
        let comment: String?
    }

    let name: String
    let fullName: String
    let comment: String?
    let methods: [Method]
}
