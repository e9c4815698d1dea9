/// The answers to the questions of one stream of reflection.
struct ReflectionSession {
    typealias Request = ReflectionV1API.ServerReflectionRequest
    typealias Response = ReflectionV1API.ServerReflectionResponse

    private let pool: DescriptorPool
    private let services: [String]
    /// The files that the client has got on this stream; they are not sent again as imports of another.
    private var sent: Set<String> = []

    /// - Parameters:
    ///   - pool: the files to answer from.
    ///   - services: the names of the server's services.
    init(pool: DescriptorPool, services: [String]) {
        self.pool = pool
        self.services = services
    }

    /// Answers one question. A question without an answer gets an error in its place, and the stream goes on.
    mutating func answer(_ request: Request) -> Response {
        Response(validHost: request.host, originalRequest: request, messageResponse: answer(to: request.messageRequest))
    }

    private mutating func answer(to question: Request.MessageRequest?) -> Response.MessageResponse {
        switch question {
        case .fileByFilename(let name):
            return files(pool.file(named: name), orNone: "file not found: \(name)")
        case .fileContainingSymbol(let symbol):
            return files(pool.file(declaring: symbol), orNone: "symbol not found: \(symbol)")
        case .fileContainingExtension(let request):
            let (type, number) = (request.containingType, request.extensionNumber)
            return files(pool.file(declaringExtension: number, of: type), orNone: "extension not found: \(number) of \(type)")
        case .allExtensionNumbersOfType(let type):
            guard let numbers = pool.extensionNumbers(of: type) else { return Self.error(.notFound, "type not found: \(type)") }
            return .allExtensionNumbersResponse(.init(baseTypeName: type, extensionNumber: numbers))
        case .listServices:
            return .listServicesResponse(.init(service: services.map { .init(name: $0) }))
        case nil:
            return Self.error(
                .invalidArgument,
                "the request has no question (accepted: file_by_filename, file_containing_symbol, file_containing_extension, "
                    + "all_extension_numbers_of_type, list_services)")
        }
    }

    /// The file that was asked for, and of its imports those that the client does not have.
    private mutating func files(_ file: DescriptorFile?, orNone message: String) -> Response.MessageResponse {
        guard let file else { return Self.error(.notFound, message) }
        let new = pool.withImports(file).filter { sent.insert($0.name).inserted || $0.name == file.name }
        return .fileDescriptorResponse(.init(fileDescriptorProto: new.map { Array($0.bytes) }))
    }

    private static func error(_ code: StatusCode, _ message: String) -> Response.MessageResponse {
        .errorResponse(.init(errorCode: Int32(clamping: code.rawValue), errorMessage: message))
    }
}
