import CProtocPlugin

/// Reads protoc's descriptors into the schema.
///
/// Invariant: the pointers come from one unpacked request, which outlives the reader and is not changed while it reads.
struct SchemaReader {
    private typealias Descriptor = Google__Protobuf__DescriptorProto
    private typealias Field = Google__Protobuf__FieldDescriptorProto

    private let file: Google__Protobuf__FileDescriptorProto
    private let comments: Comments
    /// Whether what is not supported is an error; in a file that is only imported it is left out.
    private let isRequested: Bool

    /// - Parameters:
    ///   - file: protoc's descriptor of the file.
    ///   - isRequested: whether code is generated for the file.
    /// - Throws: ``GeneratorError`` when the file uses what is not supported and code is generated for it.
    static func read(
        _ file: UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>, isRequested: Bool
    ) throws(GeneratorError) -> ProtoFile {
        // The comments of the well-known types are protobuf's own; the generated code keeps to ours.
        let isWellKnown = String(c: file.pointee.name).hasPrefix("google/protobuf/")
        let comments = Comments(isWellKnown ? nil : file.pointee.source_code_info)
        return try SchemaReader(file: file.pointee, comments: comments, isRequested: isRequested).file(descriptor: serialized(file))
    }

    private static func serialized(_ file: UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>) -> [UInt8] {
        let sourceInfo = file.pointee.source_code_info
        file.pointee.source_code_info = nil
        defer { file.pointee.source_code_info = sourceInfo }
        let size = google__protobuf__file_descriptor_proto__get_packed_size(file)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = google__protobuf__file_descriptor_proto__pack(file, buffer.baseAddress)
        }
    }

    private func file(descriptor: [UInt8]) throws(GeneratorError) -> ProtoFile {
        let name = String(c: file.name)
        if isRequested {
            guard String(c: file.syntax) == "proto3" else { throw GeneratorError("\(name): only proto3 is supported") }
            guard file.n_extension == 0 else { throw GeneratorError("\(name): extensions are not supported") }
        }
        let package = String(c: file.package)
        var messages: [ProtoMessage] = []
        for (index, message) in cArray(file.message_type, file.n_message_type).enumerated() {
            messages.append(try self.message(message, in: package, path: [4, Int32(index)]))
        }
        return ProtoFile(
            name: name, package: package, messages: messages,
            enums: cArray(file.enum_type, file.n_enum_type).enumerated().map { enumeration($1, in: package, path: [5, Int32($0)]) },
            services: cArray(file.service, file.n_service).enumerated().map { service($1, in: package, path: [6, Int32($0)]) },
            dependencies: cArray(file.dependency, file.n_dependency).map { String(cString: $0) }, descriptor: descriptor)
    }

    private func message(
        _ source: UnsafeMutablePointer<Descriptor>, in scope: String, path: [Int32]
    ) throws(GeneratorError) -> ProtoMessage {
        let descriptor = source.pointee
        let fullName = Self.qualified(String(c: descriptor.name), in: scope)
        var messages: [ProtoMessage] = []
        for (index, nested) in cArray(descriptor.nested_type, descriptor.n_nested_type).enumerated() {
            messages.append(try message(nested, in: fullName, path: path + [3, Int32(index)]))
        }
        let mapEntries = Set(messages.filter(\.isMapEntry).map(\.fullName))
        var fields: [ProtoField] = []
        for (index, field) in cArray(descriptor.field, descriptor.n_field).enumerated() {
            if let field = try self.field(field.pointee, of: fullName, mapEntries, comments[path + [2, Int32(index)]]) {
                fields.append(field)
            }
        }
        return ProtoMessage(
            name: String(c: descriptor.name), fullName: fullName, comment: comments[path], fields: fields,
            oneofs: cArray(descriptor.oneof_decl, descriptor.n_oneof_decl).enumerated().map {
                ProtoOneof(name: String(c: $1.pointee.name), comment: comments[path + [8, Int32($0)]])
            },
            messages: messages,
            enums: cArray(descriptor.enum_type, descriptor.n_enum_type).enumerated().map {
                enumeration($1, in: fullName, path: path + [4, Int32($0)])
            },
            isMapEntry: descriptor.options?.pointee.map_entry == 1)
    }

    private func field(
        _ field: Field, of message: String, _ mapEntries: Set<String>, _ comment: String?
    ) throws(GeneratorError) -> ProtoField? {
        let name = String(c: field.name)
        guard let type = Self.type(of: field) else {
            if isRequested { throw GeneratorError("\(message).\(name): groups are not supported") }
            return nil
        }
        return ProtoField(
            name: name, number: field.number, comment: comment, type: type, presence: Self.presence(of: field, type, mapEntries))
    }

    private static func presence(of field: Field, _ type: ProtoType, _ mapEntries: Set<String>) -> ProtoField.Presence {
        if field.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED {
            if case .message(let name) = type, mapEntries.contains(name) { return .map }
            let isUnpacked = field.options.map { $0.pointee.has_packed == 1 && $0.pointee.packed == 0 } ?? false
            return .repeated(isPacked: type.isPackable && !isUnpacked)
        }
        if field.proto3_optional == 1 { return .optional }
        if field.has_oneof_index == 1 { return .oneof(Int(field.oneof_index)) }
        if case .message = type { return .optional }
        return .plain
    }

    private static func type(of field: Field) -> ProtoType? {
        switch field.type {
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_DOUBLE: .double
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FLOAT: .float
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT64: .int64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT64: .uint64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT32: .int32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED64: .fixed64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_FIXED32: .fixed32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BOOL: .bool
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING: .string
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE: .message(typeName(of: field))
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES: .bytes
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_UINT32: .uint32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM: .enumeration(typeName(of: field))
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED32: .sfixed32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SFIXED64: .sfixed64
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT32: .sint32
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_SINT64: .sint64
        default: nil
        }
    }

    private func enumeration(
        _ source: UnsafeMutablePointer<Google__Protobuf__EnumDescriptorProto>, in scope: String, path: [Int32]
    ) -> ProtoEnumeration {
        let descriptor = source.pointee
        let name = String(c: descriptor.name)
        let values = cArray(descriptor.value, descriptor.n_value).enumerated().map { index, value in
            ProtoEnumeration.Value(
                name: String(c: value.pointee.name), number: value.pointee.number, comment: comments[path + [2, Int32(index)]])
        }
        return ProtoEnumeration(name: name, fullName: Self.qualified(name, in: scope), comment: comments[path], values: values)
    }

    private func service(
        _ source: UnsafeMutablePointer<Google__Protobuf__ServiceDescriptorProto>, in scope: String, path: [Int32]
    ) -> ProtoService {
        let descriptor = source.pointee
        let name = String(c: descriptor.name)
        let methods = cArray(descriptor.method, descriptor.n_method).enumerated().map { index, method in
            ProtoService.Method(
                name: String(c: method.pointee.name), input: Self.undotted(method.pointee.input_type),
                output: Self.undotted(method.pointee.output_type), isClientStreaming: method.pointee.client_streaming == 1,
                isServerStreaming: method.pointee.server_streaming == 1, comment: comments[path + [2, Int32(index)]])
        }
        return ProtoService(name: name, fullName: Self.qualified(name, in: scope), comment: comments[path], methods: methods)
    }

    private static func typeName(of field: Field) -> String {
        undotted(field.type_name)
    }

    private static func undotted(_ name: UnsafeMutablePointer<CChar>?) -> String {
        let name = String(c: name)
        return name.hasPrefix(".") ? String(name.dropFirst()) : name
    }

    private static func qualified(_ name: String, in scope: String) -> String {
        scope.isEmpty ? name : "\(scope).\(name)"
    }
}
