import ProtoRuntime
import Synchronization

/// A channel that counts calls and can cut off services.
final class ObservedChannel: Channel {
    private struct State {
        var stopped: Set<String> = []
        var calls: [String: Int] = [:]
    }

    private let base: any Channel
    private let state = Mutex(State())

    init(_ base: any Channel) {
        self.base = base
    }

    func stop(_ service: PlatformService) {
        state.withLock { _ = $0.stopped.insert(service.rawValue) }
    }

    /// How often a method was called since the last `resetCounts`.
    func count(of method: MethodDescriptor) -> Int {
        state.withLock { $0.calls[method.path] ?? 0 }
    }

    func resetCounts() {
        state.withLock { $0.calls = [:] }
    }

    func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        try observe(method)
        return try await base.call(method, request, options: options)
    }

    func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        try observe(method)
        return try await base.stream(method, options: options, body)
    }

    private func observe(_ method: MethodDescriptor) throws(RPCError) {
        let isStopped = state.withLock { state in
            state.calls[method.path, default: 0] += 1
            return state.stopped.contains(method.service)
        }
        if isStopped { throw RPCError(.unavailable, "connection refused") }
    }
}
