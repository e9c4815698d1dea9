import CProtocPlugin
import Glibc

/// Changes a request so that protoc-gen-c 1.4 accepts it and keeps every byte:
///
/// * `optional` fields stay members of their one-field oneofs, without the mark that protoc-gen-c refuses;
/// * `string` becomes `bytes` (a C string ends at U+0000), an enumeration becomes `int32` (open, and no C names that could clash);
///   both have the same wire form;
/// * the names of what was `string` are given in capitals, all others in small letters. The C members are in small letters in any case, but
///   the descriptor keeps the name, and so tells which bytes must be UTF-8;
/// * the entries of a map lose the mark of being such, because their key may not be `bytes`;
/// * fields whose name C or Swift reserves get a suffix; services, enumerations, message options and comments are left out.
///
/// Invariant: `request` is unpacked with the default allocator and never freed: the tool ends after one request.
struct RequestRewriter {
    let request: UnsafeMutablePointer<Google__Protobuf__Compiler__CodeGeneratorRequest>

    func rewrite() {
        request.pointee.parameter = nil
        for file in cArray(request.pointee.proto_file, request.pointee.n_proto_file) {
            file.pointee.source_code_info = nil
            file.pointee.n_service = 0
            file.pointee.n_enum_type = 0
            for message in cArray(file.pointee.message_type, file.pointee.n_message_type) { rewrite(message) }
        }
    }

    private func rewrite(_ message: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>) {
        message.pointee.n_enum_type = 0
        message.pointee.options = nil
        for field in cArray(message.pointee.field, message.pointee.n_field) { rewrite(field) }
        for nested in cArray(message.pointee.nested_type, message.pointee.n_nested_type) { rewrite(nested) }
    }

    private func rewrite(_ field: UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>) {
        field.pointee.has_proto3_optional = 0
        field.pointee.proto3_optional = 0
        let name = CNames.safe(String(c: field.pointee.name))
        field.pointee.name = strdup(isText(field) ? name.uppercased() : name.lowercased())
        switch field.pointee.type {
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING:
            field.pointee.type = GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_BYTES
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_ENUM:
            field.pointee.type = GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_INT32
            field.pointee.type_name = nil
        default: break
        }
    }

    private func isText(_ field: UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>) -> Bool {
        field.pointee.type == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING
    }
}
