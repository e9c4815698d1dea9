/// Prints the conformance of a message to `Message`: from protobuf-c's structure, and to the wire.
struct CodecRenderer {
    let registry: TypeRegistry
    let access: String
    /// Whether messages of other modules may have fields of these messages.
    let isShared: Bool

    /// The extensions of a message and of the messages nested in it.
    @SourceBuilder
    func conformances(_ message: ProtoMessage) -> [Source] {
        if !message.isMapEntry {
            conformance(SwiftMessage(message, in: registry))
            Source.blank
            for nested in message.messages { conformances(nested) }
        }
    }

    private func conformance(_ message: SwiftMessage) -> Source {
        let fullName = message.proto.fullName
        let structure = CNames.type(registry.cName(fullName))
        return .block("extension \(message.swiftName): Message") {
            Source.documentation("`\(fullName)`.")
            "\(access) static var fullName: String { \"\(fullName)\" }"
            Source.blank
            Source.documentation("Decodes the wire form.")
            Source.block("\(access) init(decoding bytes: UnsafeRawBufferPointer) throws(DecodingError)") {
                "let unpacked = try UnpackedMessage.open(bytes, \(CNames.accessor(registry.cName(fullName)))())"
                "defer { UnpackedMessage.close() }"
                "self.init(unpacked.assumingMemoryBound(to: \(structure).self))"
            }
            Source.blank
            Source.block("init(_ source: UnsafePointer<\(structure)>)") {
                "self.init()"
                for property in message.properties { assignment(property) }
                "unknownFields = Unpacked.unknownFields(source.pointee.base)"
            }
            Source.blank
            if isShared {
                Source.documentation("What protobuf-c has unpacked, as a part of another module's message. Used by generated code only.")
                Source.block("\(access) init(unpacked source: UnsafeRawPointer)") {
                    "self.init(source.assumingMemoryBound(to: \(structure).self))"
                }
                Source.blank
            }
            Source.documentation("Writes the fields, the highest number first.")
            Source.block("\(access) func write(to writer: inout WireWriter)") {
                "writer.raw(unknownFields)"
                for (field, oneof) in message.wireOrder.reversed() { writing(field, in: oneof) }
            }
        }
    }

    // MARK: - From the structure

    /// What makes a message from protobuf-c's structure; that of another module is passed by its address alone.
    private func conversion(_ type: ProtoType, _ swiftType: String) -> String {
        guard case .message(let name) = type, registry.foreignFile(of: name) != nil else { return "\(swiftType).init(_:)" }
        return "{ \(swiftType)(unpacked: $0) }"
    }

    private func assignment(_ property: SwiftMessage.Property) -> Source {
        switch property {
        case .field(let field): assignment(field)
        case .oneof(let oneof):
            .group([
                .line("switch source.pointee.\(oneof.caseMember).rawValue {"),
                .group(
                    oneof.members.map { member in
                        .line("case \(member.proto.number): \(oneof.name) = \(oneofValue(member))")
                    }),
                .line("default: break"),
                .line("}"),
            ])
        }
    }

    private func assignment(_ field: SwiftField) -> Source {
        let source = "source.pointee.\(field.member)"
        let count = "source.pointee.n_\(field.member)"
        switch field.proto.presence {
        case .plain, .oneof:
            return .line("\(field.name) = \(value(field.proto.type, source))")
        case .optional:
            if case .message = field.proto.type {
                return .line("\(field.name) = Unpacked.message(\(source), \(conversion(field.proto.type, field.valueType)))")
            }
            return .line(
                "if source.pointee._\(CNames.member(field.proto.name))_case.rawValue == \(field.proto.number) { "
                    + "\(field.name) = \(value(field.proto.type, source)) }")
        case .repeated:
            return .line("\(field.name) = \(elements(field, source, count))")
        case .map:
            guard let entry = field.entry else { return .group([]) }
            return .block(
                "\(field.name) = Unpacked.map(\(source), \(count))",
                [
                    .line("(entry: UnsafePointer<\(entry.structure)>) -> (\(entry.keyType), \(entry.valueType)) in"),
                    .line("(\(value(entry.key, "entry.pointee.key")), \(mapValue(entry)))"),
                ])
        }
    }

    private func oneofValue(_ member: SwiftField) -> String {
        let source = "source.pointee.\(member.member)"
        if case .message = member.proto.type {
            return "Unpacked.message(\(source), \(conversion(member.proto.type, member.valueType))).map { .\(member.name)($0) }"
        }
        return ".\(member.name)(\(value(member.proto.type, source)))"
    }

    private func mapValue(_ entry: SwiftField.MapEntry) -> String {
        if case .message = entry.value {
            return "Unpacked.message(entry.pointee.value, \(conversion(entry.value, entry.valueType))) ?? \(entry.valueType)()"
        }
        return value(entry.value, "entry.pointee.value")
    }

    /// An expression for one value that is not a message.
    private func value(_ type: ProtoType, _ source: String) -> String {
        switch type {
        case .string: "Unpacked.string(\(source))"
        case .bytes: "Unpacked.bytes(\(source))"
        case .bool: "Unpacked.bool(\(source))"
        case .enumeration(let name): "\(registry.swiftName(name))(rawValue: \(source))"
        default: source
        }
    }

    private func elements(_ field: SwiftField, _ source: String, _ count: String) -> String {
        switch field.proto.type {
        case .string: "Unpacked.elements(\(source), \(count), Unpacked.string)"
        case .bytes: "Unpacked.elements(\(source), \(count), Unpacked.bytes)"
        case .bool: "Unpacked.elements(\(source), \(count), Unpacked.bool)"
        case .enumeration: "Unpacked.elements(\(source), \(count), \(field.valueType).init(rawValue:))"
        case .message: "Unpacked.messages(\(source), \(count), \(conversion(field.proto.type, field.valueType)))"
        default: "Unpacked.numbers(\(source), \(count))"
        }
    }

    // MARK: - To the wire

    private func writing(_ field: SwiftField, in oneof: SwiftOneof?) -> Source {
        if let oneof {
            return .line(
                "if case .\(field.name)(let value)? = \(oneof.name) { writer.always(value, \(field.proto.number), \(field.coding).self) }")
        }
        let verb =
            switch field.proto.presence {
            case .plain, .oneof: "plain"
            case .optional: "optional"
            case .repeated(isPacked: true): "packed"
            case .repeated(isPacked: false): "repeated"
            case .map: "map"
            }
        let codings = field.entry.map { "\($0.keyCoding).self, \($0.valueCoding).self" } ?? "\(field.coding).self"
        return .line("writer.\(verb)(\(field.name), \(field.proto.number), \(codings))")
    }
}
