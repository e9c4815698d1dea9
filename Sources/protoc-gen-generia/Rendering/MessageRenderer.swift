/// Prints value types: one structure for a message, one enumeration for an enum or a oneof.
struct MessageRenderer {
    let registry: TypeRegistry
    let access: String

    /// The structure of a message with everything nested in it.
    func structure(_ message: ProtoMessage) -> Source {
        let swift = SwiftMessage(message, in: registry)
        return .group([
            .documentation(text(message.comment, or: "The message `\(message.fullName)`.")),
            .block("\(access) struct \(SwiftNames.type(message.name)): Sendable, Hashable") {
                for property in swift.properties { declaration(property) }
                Source.documentation("Fields that the proto file does not know, in wire form.")
                "\(access) var unknownFields: [UInt8] = []"
                Source.blank
                Source.documentation("A message with every field at its default.")
                "\(access) init() {}"
                Source.blank
                memberwiseInitializer(swift.properties)
                for property in swift.properties { nestedOneof(property) }
                for nested in message.enums {
                    Source.blank
                    enumeration(nested)
                }
                for nested in message.messages where !nested.isMapEntry {
                    Source.blank
                    structure(nested)
                }
            },
        ])
    }

    /// The enumeration of an enum. The first name of a number becomes a case, further names constants.
    func enumeration(_ enumeration: ProtoEnumeration) -> Source {
        var names: [Int32: String] = [:]
        var cases: [ProtoEnumeration.Value] = []
        var aliases: [ProtoEnumeration.Value] = []
        for value in enumeration.values {
            if names[value.number] == nil {
                names[value.number] = caseName(value, enumeration)
                cases.append(value)
            } else {
                aliases.append(value)
            }
        }
        return .group([
            .documentation(text(enumeration.comment, or: "The enumeration `\(enumeration.fullName)`.")),
            .block("\(access) enum \(SwiftNames.type(enumeration.name)): ProtoEnum") {
                for value in cases {
                    Source.documentation(text(value.comment, or: "`\(value.name)` (\(value.number))."))
                    "case \(caseName(value, enumeration))"
                }
                Source.documentation("A number that the proto file does not name.")
                "case unrecognized(Int32)"
                for alias in aliases {
                    Source.blank
                    Source.documentation(text(alias.comment, or: "`\(alias.name)` (\(alias.number))."))
                    "\(access) static var \(caseName(alias, enumeration)): Self { .\(names[alias.number] ?? "") }"
                }
                Source.blank
                Source.documentation("The value with this number.")
                Source.block("\(access) init(rawValue: Int32)") {
                    "switch rawValue {"
                    for value in cases { "case \(value.number): self = .\(caseName(value, enumeration))" }
                    "default: self = .unrecognized(rawValue)"
                    "}"
                }
                Source.blank
                Source.documentation("The number on the wire.")
                Source.block("\(access) var rawValue: Int32") {
                    "switch self {"
                    for value in cases { "case .\(caseName(value, enumeration)): \(value.number)" }
                    "case .unrecognized(let number): number"
                    "}"
                }
            },
        ])
    }

    private func caseName(_ value: ProtoEnumeration.Value, _ enumeration: ProtoEnumeration) -> String {
        SwiftNames.enumCase(value.name, of: enumeration.name)
    }

    /// A stored property; for a field that may contain its own message, a box and a computed property.
    @SourceBuilder
    private func declaration(_ property: SwiftMessage.Property) -> [Source] {
        switch property {
        case .field(let field):
            Source.documentation(text(field.proto.comment, or: "The field `\(field.proto.name)` (\(field.proto.number))."))
            if field.isRecursive {
                Source.block("\(access) var \(field.name): \(field.propertyType)") {
                    "get { \(box(field))?.value }"
                    "set { \(box(field)) = newValue.map { Indirect($0) } }"
                }
                "private var \(box(field)): Indirect<\(field.valueType)>?"
            } else {
                "\(access) var \(field.name): \(field.propertyType)\(storedDefault(field))"
            }
        case .oneof(let oneof):
            Source.documentation(text(oneof.proto.comment, or: "The oneof `\(oneof.proto.name)`; nil when none of its fields is set."))
            "\(access) var \(oneof.name): \(oneof.type)?"
        }
    }

    private func box(_ field: SwiftField) -> String {
        "_" + field.name.filter { $0 != "`" }
    }

    /// An optional is nil without being told so.
    private func storedDefault(_ field: SwiftField) -> String {
        field.proto.presence == .optional ? "" : " = \(defaultValue(field))"
    }

    private func defaultValue(_ field: SwiftField) -> String {
        switch field.proto.presence {
        case .optional: "nil"
        case .repeated: "[]"
        case .map: "[:]"
        case .plain, .oneof: Self.zero(field.proto.type, registry)
        }
    }

    private static func zero(_ type: ProtoType, _ registry: TypeRegistry) -> String {
        switch type {
        case .bool: return "false"
        case .string: return "\"\""
        case .bytes: return "[]"
        case .message(let name): return "\(registry.swiftName(name))()"
        case .enumeration(let name):
            guard let enumeration = registry.enums[name], let first = enumeration.values.first else { return ".unrecognized(0)" }
            return "." + SwiftNames.enumCase(first.name, of: enumeration.name)
        default: return "0"
        }
    }

    /// An initializer with a parameter for every property, each with its default.
    private func memberwiseInitializer(_ properties: [SwiftMessage.Property]) -> Source {
        var parameters: [String] = []
        var assignments: [Source] = []
        for property in properties {
            let (name, type, initial) =
                switch property {
                case .field(let field): (field.name, field.propertyType, defaultValue(field))
                case .oneof(let oneof): (oneof.name, "\(oneof.type)?", "nil")
                }
            parameters.append("\(name): \(type) = \(initial)")
            assignments.append(.line("self.\(name) = \(name)"))
        }
        guard !parameters.isEmpty else { return .group([]) }
        return .group([
            .documentation("A message with the given fields."),
            .function("\(access) init", parameters, assignments),
        ])
    }

    @SourceBuilder
    private func nestedOneof(_ property: SwiftMessage.Property) -> [Source] {
        if case .oneof(let oneof) = property {
            Source.blank
            Source.documentation("Which field of the oneof `\(oneof.proto.name)` is set, and its value.")
            Source.block("\(access) enum \(oneof.type): Sendable, Hashable") {
                for member in oneof.members {
                    Source.documentation(text(member.proto.comment, or: "The field `\(member.proto.name)` (\(member.proto.number))."))
                    "\(member.isRecursive ? "indirect " : "")case \(member.name)(\(member.valueType))"
                }
            }
        }
    }
}

/// A comment of the proto file without the blank that follows `//`, or a text of ours when there is none.
func text(_ comment: String?, or ours: String) -> String {
    guard let comment else { return ours }
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.hasPrefix(" ") ? String($0.dropFirst()) : String($0)
    }
    return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
}
