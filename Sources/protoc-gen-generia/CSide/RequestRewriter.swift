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
/// * files that have no C header are left out, with their imports;
/// * packages get another one in front when the options say so;
/// * fields whose name C or Swift reserves get a suffix; services, enumerations, message options and comments are left out.
///
/// Invariant: `request` is unpacked with the default allocator and never freed: the tool ends after one request.
struct RequestRewriter {
    let request: UnsafeMutablePointer<Google__Protobuf__Compiler__CodeGeneratorRequest>
    /// The files that have a C header. Others can only have been imported for what is left out, such as options.
    let available: Set<String>
    /// The files to generate code for.
    let requested: Set<String>
    /// The package to put in front of theirs; empty for none.
    let cPackage: String

    func rewrite() {
        request.pointee.parameter = nil
        keepFiles()
        let moved = movedTypes()
        for file in cArray(request.pointee.proto_file, request.pointee.n_proto_file) {
            file.pointee.source_code_info = nil
            file.pointee.n_service = 0
            file.pointee.n_enum_type = 0
            keepImports(of: file)
            if !cPackage.isEmpty, requested.contains(String(c: file.pointee.name)) {
                file.pointee.package = strdup(inFront(of: String(c: file.pointee.package)))
            }
            for message in cArray(file.pointee.message_type, file.pointee.n_message_type) { rewrite(message, moved) }
        }
    }

    private func inFront(of name: String) -> String { name.isEmpty ? cPackage : "\(cPackage).\(name)" }

    /// The names, as fields spell them, of the packages that get another one in front.
    private func movedTypes() -> Set<String> {
        guard !cPackage.isEmpty else { return [] }
        let files = cArray(request.pointee.proto_file, request.pointee.n_proto_file)
        return Set(files.filter { requested.contains(String(c: $0.pointee.name)) }.map { ".\(String(c: $0.pointee.package))." })
    }

    private func keepFiles() {
        guard let files = request.pointee.proto_file else { return }
        request.pointee.n_proto_file = keep(files, request.pointee.n_proto_file) { String(c: $0?.pointee.name) }.count
    }

    private func keepImports(of file: UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>) {
        guard let names = file.pointee.dependency else { return }
        let kept = keep(names, file.pointee.n_dependency) { String(c: $0) }
        file.pointee.n_dependency = kept.count
        file.pointee.n_weak_dependency = 0
        // Public imports are told by their indices.
        guard let indices = file.pointee.public_dependency else { return }
        var count = 0
        for index in 0..<file.pointee.n_public_dependency {
            guard let place = kept.firstIndex(of: Int(indices[index])) else { continue }
            indices[count] = Int32(place)
            count += 1
        }
        file.pointee.n_public_dependency = count
    }

    /// Moves the elements that belong to available files to the front, and tells where they were.
    private func keep<Element>(_ elements: UnsafeMutablePointer<Element>, _ count: Int, file: (Element) -> String) -> [Int] {
        let kept = (0..<count).filter { available.contains(file(elements[$0])) }
        for (place, index) in kept.enumerated() { elements[place] = elements[index] }
        return kept
    }

    private func rewrite(_ message: UnsafeMutablePointer<Google__Protobuf__DescriptorProto>, _ moved: Set<String>) {
        message.pointee.n_enum_type = 0
        message.pointee.options = nil
        for field in cArray(message.pointee.field, message.pointee.n_field) { rewrite(field, moved) }
        for nested in cArray(message.pointee.nested_type, message.pointee.n_nested_type) { rewrite(nested, moved) }
    }

    private func rewrite(_ field: UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>, _ moved: Set<String>) {
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
        case GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE:
            let type = String(c: field.pointee.type_name)
            if moved.contains(where: type.hasPrefix) { field.pointee.type_name = strdup(".\(cPackage)\(type)") }
        default: break
        }
    }

    private func isText(_ field: UnsafeMutablePointer<Google__Protobuf__FieldDescriptorProto>) -> Bool {
        field.pointee.type == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_STRING
    }
}
