/// A field as the generated Swift code sees it.
struct SwiftField {
    let proto: ProtoField
    /// The stored or computed property.
    let name: String
    /// The type of one value.
    let valueType: String
    /// The name of the coding that writes one value.
    let coding: String
    /// Whether a value of the field may contain a value of the same message.
    let isRecursive: Bool
    /// The member of the C structure.
    let member: String
    /// The parts of a map field's entries.
    let entry: MapEntry?

    struct MapEntry {
        let key: ProtoType
        let value: ProtoType
        let keyType: String
        let valueType: String
        let keyCoding: String
        let valueCoding: String
        /// The C structure of an entry.
        let structure: String
    }

    init(_ field: ProtoField, of message: ProtoMessage, in registry: TypeRegistry) {
        proto = field
        name = SwiftNames.property(field.name)
        valueType = Self.valueType(field.type, registry)
        coding = Self.coding(field.type, registry)
        member = CNames.member(CNames.safe(field.name))
        switch (field.presence, field.type) {
        case (.optional, .message(let target)), (.oneof, .message(let target)):
            isRecursive = registry.isRecursive(target, through: message.fullName)
        default: isRecursive = false
        }
        entry = Self.entry(field, registry)
    }

    /// The type of the property.
    var propertyType: String {
        switch proto.presence {
        case .plain, .oneof: valueType
        case .optional: "\(valueType)?"
        case .repeated: "[\(valueType)]"
        case .map: entry.map { "[\($0.keyType): \($0.valueType)]" } ?? valueType
        }
    }

    private static func entry(_ field: ProtoField, _ registry: TypeRegistry) -> MapEntry? {
        guard field.presence == .map, case .message(let name) = field.type, let entry = registry.messages[name],
            let key = entry.fields.first(where: { $0.number == 1 })?.type, let value = entry.fields.first(where: { $0.number == 2 })?.type
        else { return nil }
        return MapEntry(
            key: key, value: value, keyType: valueType(key, registry), valueType: valueType(value, registry),
            keyCoding: coding(key, registry), valueCoding: coding(value, registry), structure: CNames.type(registry.cName(name)))
    }

    static func valueType(_ type: ProtoType, _ registry: TypeRegistry) -> String {
        switch type {
        case .double: "Double"
        case .float: "Float"
        case .int32, .sint32, .sfixed32: "Int32"
        case .int64, .sint64, .sfixed64: "Int64"
        case .uint32, .fixed32: "UInt32"
        case .uint64, .fixed64: "UInt64"
        case .bool: "Bool"
        case .string: "String"
        case .bytes: "[UInt8]"
        case .message(let name), .enumeration(let name): registry.swiftName(name)
        }
    }

    private static func coding(_ type: ProtoType, _ registry: TypeRegistry) -> String {
        switch type {
        case .double: "DoubleCoding"
        case .float: "FloatCoding"
        case .int32: "Int32Coding"
        case .int64: "Int64Coding"
        case .uint32: "UInt32Coding"
        case .uint64: "UInt64Coding"
        case .sint32: "SInt32Coding"
        case .sint64: "SInt64Coding"
        case .fixed32: "Fixed32Coding"
        case .fixed64: "Fixed64Coding"
        case .sfixed32: "SFixed32Coding"
        case .sfixed64: "SFixed64Coding"
        case .bool: "BoolCoding"
        case .string: "StringCoding"
        case .bytes: "BytesCoding"
        case .message(let name): "MessageCoding<\(registry.swiftName(name))>"
        case .enumeration(let name): "EnumCoding<\(registry.swiftName(name))>"
        }
    }
}

/// A oneof as the generated Swift code sees it.
struct SwiftOneof {
    let proto: ProtoOneof
    let name: String
    let type: String
    let members: [SwiftField]
    /// The member of the C structure that tells which field is set.
    let caseMember: String
}

/// A message as the generated Swift code sees it.
struct SwiftMessage {
    /// What is stored, in the order of the proto file.
    enum Property {
        case field(SwiftField)
        case oneof(SwiftOneof)
    }

    let proto: ProtoMessage
    let swiftName: String
    let properties: [Property]
    /// All fields in the order of their numbers, with the oneof that each belongs to.
    let wireOrder: [(field: SwiftField, oneof: SwiftOneof?)]

    init(_ message: ProtoMessage, in registry: TypeRegistry) {
        proto = message
        swiftName = registry.swiftName(message.fullName)
        let fields = message.fields.map { SwiftField($0, of: message, in: registry) }
        let nestedNames = Set(message.messages.map(\.name) + message.enums.map(\.name))
        var oneofs: [Int: SwiftOneof] = [:]
        for (index, oneof) in message.oneofs.enumerated() {
            let members = fields.filter { $0.proto.presence == .oneof(index) }
            guard !members.isEmpty else { continue }
            oneofs[index] = SwiftOneof(
                proto: oneof, name: SwiftNames.property(oneof.name), type: SwiftNames.oneofType(oneof.name, besides: nestedNames),
                members: members, caseMember: CNames.member(oneof.name) + "_case")
        }
        var properties: [Property] = []
        var wireOrder: [(field: SwiftField, oneof: SwiftOneof?)] = []
        for field in fields {
            guard case .oneof(let index) = field.proto.presence, let oneof = oneofs[index] else {
                properties.append(.field(field))
                wireOrder.append((field, nil))
                continue
            }
            if oneof.members.first?.proto.number == field.proto.number { properties.append(.oneof(oneof)) }
            wireOrder.append((field, oneof))
        }
        self.properties = properties
        self.wireOrder = wireOrder.sorted { $0.field.proto.number < $1.field.proto.number }
    }
}
