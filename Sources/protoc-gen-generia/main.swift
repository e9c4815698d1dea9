import Foundation

// A protoc plugin: `protoc --plugin=protoc-gen-generia --generia_out=Sources --generia_opt=swift=…,c=… files`.
let request = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
let result: Result<[OutputFile], GeneratorError>
do throws(GeneratorError) {
    result = .success(try PluginProtocol.outputs(for: request))
} catch {
    result = .failure(error)
}
try FileHandle.standardOutput.write(contentsOf: PluginProtocol.response(result))
