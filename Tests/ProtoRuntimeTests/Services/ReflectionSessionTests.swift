import GeneriaAPI
import Testing

@testable import ProtoRuntime

@Suite struct ReflectionSessionTests {
    private typealias Question = ReflectionSession.Request.MessageRequest

    private func session() -> ReflectionSession {
        let sets = [ChannelzAPI.fileDescriptorSet, MediaAPI.fileDescriptorSet]
        return ReflectionSession(pool: DescriptorPool(sets), services: ["a.B", "media.MediaService"])
    }

    private func files(_ session: inout ReflectionSession, _ question: Question) -> [String]? {
        guard case .fileDescriptorResponse(let files)? = session.answer(.init(messageRequest: question)).messageResponse else { return nil }
        return files.fileDescriptorProto.map { $0[...].descriptorText(1) }
    }

    private func error(_ question: Question?) -> ReflectionV1API.ErrorResponse? {
        var session = session()
        guard case .errorResponse(let error)? = session.answer(.init(messageRequest: question)).messageResponse else { return nil }
        return error
    }

    @Test func theQuestionComesBackWithItsAnswer() {
        var session = session()
        let request = ReflectionSession.Request(host: "h", messageRequest: .listServices("*"))
        let response = session.answer(request)
        #expect(response.validHost == "h" && response.originalRequest == request)
        #expect(response.messageResponse == .listServicesResponse(.init(service: [.init(name: "a.B"), .init(name: "media.MediaService")])))
    }

    @Test func aFileComesWithAllThatItImportsAndImportsComeOnce() {
        var session = session()
        let channelz = [
            "grpc/channelz/v1/channelz.proto", "google/protobuf/any.proto", "google/protobuf/duration.proto",
            "google/protobuf/timestamp.proto", "google/protobuf/wrappers.proto",
        ]
        #expect(files(&session, .fileByFilename("google/protobuf/any.proto")) == ["google/protobuf/any.proto"])
        #expect(files(&session, .fileContainingSymbol("grpc.channelz.v1.Socket")) == channelz.filter { !$0.contains("any") })
        // What is asked for by name is sent again.
        #expect(files(&session, .fileByFilename("google/protobuf/any.proto")) == ["google/protobuf/any.proto"])
        #expect(files(&session, .fileByFilename("grpc/channelz/v1/channelz.proto")) == ["grpc/channelz/v1/channelz.proto"])
    }

    @Test func descriptorsAreThoseOfTheProtoFile() {
        var session = session()
        let answer = session.answer(.init(messageRequest: .fileContainingSymbol("media.MediaService.GetMedia"))).messageResponse
        #expect(
            answer
                == .fileDescriptorResponse(
                    .init(fileDescriptorProto: MediaAPI.fileDescriptorSet[...].descriptorPayloads(1).map(Array.init))))
    }

    @Test(arguments: [
        (Question.fileByFilename("nope.proto"), "file not found: nope.proto"),
        (.fileContainingSymbol("media.Nope"), "symbol not found: media.Nope"),
        (.fileContainingExtension(.init(containingType: "media.Media", extensionNumber: 7)), "extension not found: 7 of media.Media"),
        (.allExtensionNumbersOfType("media.Nope"), "type not found: media.Nope"),
    ])
    private func whatIsNotThereIsNotFound(question: Question, message: String) {
        #expect(error(question) == .init(errorCode: 5, errorMessage: message))
    }

    @Test func aRequestWithoutQuestionIsInvalid() {
        #expect(error(nil)?.errorCode == 3)
        #expect(error(nil)?.errorMessage.hasPrefix("the request has no question (accepted: file_by_filename") == true)
    }

    @Test func typesWithoutExtensionsHaveNoNumbers() {
        var session = session()
        let answer = session.answer(.init(messageRequest: .allExtensionNumbersOfType("grpc.channelz.v1.Socket"))).messageResponse
        #expect(answer == .allExtensionNumbersResponse(.init(baseTypeName: "grpc.channelz.v1.Socket")))
    }

    @Test func bothVersionsAreOfferedAndDescribed() {
        let definitions = ReflectionService(describing: [ServiceDefinition(name: "x.Y", methods: [])]).definitions
        let names = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]
        #expect(definitions.map(\.name) == names)
        #expect(definitions.flatMap(\.methods).map(\.method.path) == names.map { "/\($0)/ServerReflectionInfo" })
    }

    @Test(arguments: Transport.allCases)
    func questionsOfAStreamAreAnsweredInOrder(transport: Transport) async throws {
        let service = ReflectionService(describing: [HealthService(serving: []).definition])
        let services = ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]
        try await ServiceFixture.with(transport, service.definitions) { channel in
            try await ReflectionV1API.ServerReflectionClient(channel).serverReflectionInfo { call in
                try await call.requests.write(.init(messageRequest: .fileContainingSymbol("nope")))
                try await call.requests.write(.init(messageRequest: .listServices("")))
                await call.finishRequests()
                #expect(
                    try await call.responses.next()?.messageResponse
                        == .errorResponse(.init(errorCode: 5, errorMessage: "symbol not found: nope")))
                #expect(
                    try await call.responses.next()?.messageResponse
                        == .listServicesResponse(.init(service: services.map { .init(name: $0) })))
                #expect(try await call.responses.next() == nil)
            }
            try await ReflectionV1alphaAPI.ServerReflectionClient(channel).serverReflectionInfo { call in
                try await call.requests.write(.init(host: "h", messageRequest: .listServices("")))
                let response = try await call.responses.next()
                #expect(response?.originalRequest?.host == "h")
                #expect(response?.messageResponse == .listServicesResponse(.init(service: services.map { .init(name: $0) })))
            }
        }
    }
}
