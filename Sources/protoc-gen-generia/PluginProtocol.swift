import CProtocPlugin
import Glibc

/// protoc's plugin protocol: a `CodeGeneratorRequest` on the standard input, a `CodeGeneratorResponse` on the standard output.
enum PluginProtocol {
    /// The bit that tells protoc that `optional` in proto3 is understood.
    private static let supportsProto3Optional: UInt64 = 1

    /// Generates all files for a request.
    /// - Throws: ``GeneratorError`` with what protoc is to print.
    static func outputs(for request: [UInt8]) throws(GeneratorError) -> [OutputFile] {
        guard let unpacked = google__protobuf__compiler__code_generator_request__unpack(nil, request.count, request) else {
            throw GeneratorError("the request of protoc cannot be read")
        }
        let options = try Options(parsing: String(c: unpacked.pointee.parameter))
        let requested = cArray(unpacked.pointee.file_to_generate, unpacked.pointee.n_file_to_generate).map { String(cString: $0) }
        var files: [ProtoFile] = []
        for file in cArray(unpacked.pointee.proto_file, unpacked.pointee.n_proto_file) {
            files.append(try SchemaReader.read(file, isRequested: requested.contains(String(c: file.pointee.name))))
        }

        let swiftSide = SwiftSide(files: files, requested: Set(requested), options: options)
        let swift = try swiftSide.outputs()

        RequestRewriter(
            request: unpacked, available: RuntimeFiles.names.union(requested), requested: Set(requested), cPackage: options.cPackage
        ).rewrite()
        let size = google__protobuf__compiler__code_generator_request__get_packed_size(unpacked)
        let rewritten = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = google__protobuf__compiler__code_generator_request__pack(unpacked, buffer.baseAddress)
        }
        let cSide = CSide(files: files.filter { requested.contains($0.name) }, options: options)
        return swift + (try cSide.outputs(rewritten))
    }

    /// The serialized response with the files or the error. What it allocates lives until the tool ends.
    static func response(_ result: Result<[OutputFile], GeneratorError>) -> [UInt8] {
        var response = Google__Protobuf__Compiler__CodeGeneratorResponse()
        google__protobuf__compiler__code_generator_response__init(&response)
        response.has_supported_features = 1
        response.supported_features = supportsProto3Optional
        switch result {
        case .failure(let error): response.error = strdup(error.description)
        case .success(let outputs):
            typealias File = Google__Protobuf__Compiler__CodeGeneratorResponse__File
            let files = UnsafeMutablePointer<UnsafeMutablePointer<File>?>.allocate(capacity: outputs.count)
            for (index, output) in outputs.enumerated() {
                let file = UnsafeMutablePointer<File>.allocate(capacity: 1)
                google__protobuf__compiler__code_generator_response__file__init(file)
                file.pointee.name = strdup(output.path)
                file.pointee.content = strdup(output.content)
                files[index] = file
            }
            response.n_file = outputs.count
            response.file = files
        }
        let size = google__protobuf__compiler__code_generator_response__get_packed_size(&response)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = google__protobuf__compiler__code_generator_response__pack(&response, buffer.baseAddress)
        }
    }
}
