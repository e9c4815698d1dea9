import ProtoRuntime

/// A channel to the platform as a worker sees it that a hook watches. Calls are named after their methods.
struct HookedChannel: Channel {
    let base: any Channel
    let hook: AwaitHook

    func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        try await hook.pass(method.path, killed: RPCError(.unavailable, "killed")) { () async throws(RPCError) in
            try await base.call(method, request, options: options)
        }
    }

    func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        try await base.stream(method, options: options, body)
    }
}
