import EventLoops
import HTTPClient
import HTTPServing
import JSONModel
import Synchronization

/// An HTTP server that gives prepared answers in turn, the last one for ever, and keeps the requests.
final class ScriptedProvider: Sendable {
    struct Request: Sendable {
        let method: String
        let target: String
        let authorization: String?
        let traceparent: String?
        let body: JSONValue
    }

    private struct State {
        var answers: [HTTPServerResponse]
        var requests: [Request] = []
    }

    let http: HTTPClient
    let url: String
    private let server: HTTPServer
    private let state: StateBox

    private final class StateBox: Sendable {
        let mutex: Mutex<State>

        init(_ answers: [HTTPServerResponse]) { mutex = Mutex(State(answers: answers)) }

        func answer(_ request: Request) -> HTTPServerResponse {
            mutex.withLock { state in
                state.requests.append(request)
                return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            }
        }
    }

    private init(http: HTTPClient, server: HTTPServer, state: StateBox) {
        self.http = http
        self.server = server
        self.state = state
        url = "http://127.0.0.1:\(server.port)"
    }

    /// - Parameter pause: how long each answer takes.
    static func start(_ answers: HTTPServerResponse..., pause: Duration = .zero) async throws -> ScriptedProvider {
        let loop = try EventLoop(name: "provider")
        let state = StateBox(answers)
        let server = try await HTTPServer.start(host: "127.0.0.1", port: 0, loop: loop) { request in
            let bytes = (try? await request.body.collect(limit: 1 << 20)) ?? []
            if pause > .zero { try? await Task.sleep(for: pause) }
            return state.answer(
                Request(
                    method: request.method, target: request.target, authorization: request.headers["authorization"],
                    traceparent: request.headers["traceparent"],
                    body: (try? JSONValue(parsing: bytes)) ?? .null))
        }
        return ScriptedProvider(http: try HTTPClient(loop: try EventLoop(name: "client")), server: server, state: state)
    }

    var requests: [Request] { state.mutex.withLock { $0.requests } }

    func stop() async {
        await server.stop()
        await http.close()
    }
}

/// Answers of a language model.
enum ChatAnswer {
    static func content(_ content: String, cost: Double = 0.0001, finish: String = "stop") -> HTTPServerResponse {
        let answer: JSONValue = [
            "model": "some/model",
            "choices": [["finish_reason": .string(finish), "message": ["role": "assistant", "content": .string(content)]]],
            "usage": ["cost": .double(cost)],
        ]
        return .json(answer.serialized())
    }

    static let refusal = HTTPServerResponse.json(
        #"{"choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"I will not"}}],"usage":{"cost":0.00002}}"#)

    static func failure(_ status: Int, retryAfter: String? = nil) -> HTTPServerResponse {
        var response = HTTPServerResponse.json(#"{"error":{"code":\#(status),"message":"no luck"}}"#, status: status)
        if let retryAfter { response.headers["Retry-After"] = retryAfter }
        return response
    }
}
