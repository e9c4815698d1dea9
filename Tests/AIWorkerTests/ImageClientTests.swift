import Environments
import HTTPServing
import Hashing
import Testing

@testable import AIWorker

@Suite("Client of the image generator", .timeLimit(.minutes(1)))
struct ImageClientTests {
    private let request = ImageRequest(prompt: "p", width: 512, height: 512, taskUUID: "t-1", seed: 1)

    private func draw(_ answer: HTTPServerResponse, path: String = "") async throws -> Result<DrawnImage, CallFailure> {
        let provider = try await ScriptedProvider.start(answer)
        let client = ImageClient(
            http: provider.http, endpoint: .init(baseURL: provider.url + path, apiKey: "secret-key-1", model: "i"), usualPrice: 600,
            environment: Environment())
        let result: Result<DrawnImage, CallFailure>
        do throws(CallFailure) { result = .success(try await client.draw(request)) } catch { result = .failure(error) }
        #expect(provider.requests.first?.target == (path.isEmpty ? "/v1" : path))
        await provider.stop()
        return result
    }

    private func failure(_ answer: HTTPServerResponse) async throws -> CallFailure? {
        if case .failure(let failure) = try await draw(answer) { failure } else { nil }
    }

    @Test(
        "A picture in the answer itself",
        arguments: [
            #""imageBase64Data":"iVBO""#, #""imageDataURI":"data:image/png;base64,iVBO""#, #""imageURL":"data:image/png;base64,iVBO""#,
        ])
    func inline(member: String) async throws {
        let image = try await draw(.json(#"{"data":[{"taskUUID":"t-1",\#(member),"cost":0.001}]}"#)).get()
        #expect(image == DrawnImage(url: "", microdollars: 1000, file: Base64.decode("iVBO")))
    }

    @Test(
        "What a picture costs: a number, also as a text; the usual price where nothing is said, nothing below nothing",
        arguments: [
            (#""0.0013""#, 1300), ("1.3e-3", 1300), ("0.0000004", 0), ("0.0000005", 1), ("-1", 0), ("1e300", 1_000_000_000_000_000),
            (#""free""#, 600), (#""0x10""#, 600), ("null", 600), (#""nan""#, 600),
        ] as [(String, Int64)])
    func costs(text: String, microdollars: Int64) async throws {
        #expect(try await draw(.json(#"{"data":[{"imageURL":"u","cost":\#(text)}]}"#)).get().microdollars == microdollars)
    }

    @Test("A base URL with a path is the whole address")
    func path() async throws {
        #expect(try await draw(.json(#"{"data":[{"imageURL":"u"}]}"#), path: "/other/v2").get().url == "u")
    }

    @Test("A picture that is not fit to be shown is paid for and refused")
    func nsfw() async throws {
        let failure = try #require(
            try await failure(.json(#"{"data":[{"taskUUID":"t-1","imageURL":"u","NSFWContent":true,"cost":0.002}]}"#)))
        #expect(failure.kind == .moderation && failure.microdollars == 2000)
    }

    @Test("The own result counts, whatever became of other tasks")
    func partialSuccess() async throws {
        let other = #"{"code":"invalidModel","message":"m","taskUUID":"t-2"}"#
        let image = try await draw(
            .json(#"{"data":[{"taskUUID":"t-2","imageURL":"other"},{"taskUUID":"t-1","imageURL":"own"}],"errors":[\#(other)]}"#)
        ).get()
        #expect(image.url == "own")
        let own = #"{"code":"timeoutProvider","message":"slow","taskUUID":"t-1"}"#
        let failure = try await failure(.json(#"{"data":[],"errors":[\#(other),\#(own)]}"#))
        #expect(failure?.kind == .retryable(after: nil) && failure?.description == "timeoutProvider: slow")
    }

    @Test("Answers that are of no use")
    func unusable() async throws {
        for body in ["{}", #"{"data":[]}"#, #"{"data":[{"taskUUID":"t-1"}]}"#, #"{"data":[{"taskUUID":"t-1","imageBase64Data":"!"}]}"#] {
            let failure = try #require(try await failure(.json(body)))
            #expect(failure.kind == .retryable(after: nil) && failure.isAnswered && failure.answer == body, "\(body)")
        }
        #expect(try await failure(.text("<html>"))?.isAnswered == false)
    }

    @Test("A refused key: where to look, and the key itself nowhere")
    func key() async throws {
        let body = #"{"errors":[{"code":"invalidApiKey","message":"secret-key-1 is wrong"}]}"#
        let failure = try #require(try await failure(.json(body, status: 401)))
        #expect(failure.kind == .permanent)
        #expect(failure.description == "HTTP 401: invalidApiKey: *** is wrong (the key was refused: check RUNWARE_API_KEY)")
    }

    @Test("Where to look, also when only the code of an error tells what it is about")
    func advice() async throws {
        func description(_ code: String, _ status: Int) async throws -> String? {
            try await self.failure(.json(#"{"errors":[{"code":"\#(code)","message":"m"}]}"#, status: status))?.description
        }
        #expect(try await description("invalidApiKey", 200) == "invalidApiKey: m (the key was refused: check RUNWARE_API_KEY)")
        #expect(
            try await description("insufficientCredits", 400)
                == "HTTP 400: insufficientCredits: m (no credits are left for the key in RUNWARE_API_KEY)")
        #expect(
            try await description("notFound", 404)
                == "HTTP 404: notFound: m (check the address in --images and the model in --image-model)")
        var moved = HTTPServerResponse.text("", status: 302)
        moved.headers["Location"] = "https://elsewhere/v1"
        let failure = try #require(try await self.failure(moved))
        #expect(failure.kind == .permanent)
        #expect(failure.description == "HTTP 302: it leads to https://elsewhere/v1, and redirects are not followed")
    }
}

@Suite("Formats of pictures")
struct PictureFormatTests {
    @Test("A format is told by the beginning of the file, and names it")
    func formats() {
        #expect(PictureFormat(of: PlaceholderImage.png) == .png)
        #expect(PictureFormat(of: [0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
        #expect(PictureFormat(of: Array("RIFF1234WEBPVP8 ".utf8)) == .webp)
        for other in ["", "RIFF1234WAVE", "<html>", "GIF89a"] { #expect(PictureFormat(of: Array(other.utf8)) == nil, "\(other)") }
        #expect(PictureFormat.jpeg.naming("a.b.png") == "a.b.jpg" && PictureFormat.jpeg.contentType == "image/jpeg")
        #expect(PictureFormat.webp.naming("a") == "a.webp")
    }
}
