import Environments
import Persistence
import ProtoRuntime

/// One RPC, for the record.
struct CallRecord: Sendable {
    let service: String
    let method: String
    let origin: CallOrigin
    let request: Document

    init(_ service: String, _ method: String, _ origin: CallOrigin, _ request: Document) {
        self.service = service
        self.method = method
        self.origin = origin
        self.request = request
    }

    var requestType: String { "\(service)_\(method)" }
}

extension PlatformClient {
    /// Makes an RPC with a deadline and an idempotency key, tries again what may pass, and records every attempt.
    func call<Response: Sendable>(
        _ record: CallRecord, on dependency: Dependency, key: String,
        _ send: (CallOptions) async throws(RPCError) -> Response, response describe: (Response) -> Document
    ) async throws(CallFailure) -> Response {
        let options = CallOptions(timeout: timeout).adding("idempotency-key", key)
        return try await dependency.call(for: record.origin.worldID) { _ async throws(CallFailure) -> Response in
            let start = environment.now()
            func keep(_ response: Document?, _ error: String?) {
                history.record(
                    HistoryEntry(
                        api: .grpc, requestType: record.requestType, origin: record.origin, request: record.request,
                        response: response, error: error, startedAt: start, duration: environment.now() - start))
            }
            do throws(RPCError) {
                let response = try await send(options)
                keep(describe(response), nil)
                return response
            } catch {
                let failure = CallFailure(error, calling: record.requestType)
                keep(nil, failure.description)
                throw failure
            }
        }
    }
}
