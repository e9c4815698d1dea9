/// Code around every call of a client: credentials, journals, metrics, faults. One shape for all kinds of methods, the same as that of a
/// `ServerInterceptor`.
public protocol ClientInterceptor: Sendable {
    /// The rest of a chain of interceptors, ending with the call itself. An interceptor may use it more than once only for methods that
    /// do not stream.
    typealias Next = (_ request: CallMessages, _ options: CallOptions) async throws -> CallMessages

    /// Makes one call.
    /// - Parameters:
    ///   - request: the request. That of a method which streams is passed on, with `mapping(_:)` and `mappingResponses(_:)` if need be; the
    ///     messages pass while `next` runs.
    ///   - method: the method that is called.
    ///   - options: the caller's options, to be passed on or changed.
    ///   - next: the rest of the chain; it returns when the call is over.
    /// - Returns: the response; what `next` returns, or an answer in its place.
    /// - Throws: what the caller shall see, or what `next` has thrown.
    func intercept(
        _ request: CallMessages, method: MethodDescriptor, options: CallOptions, next: Next
    ) async throws -> CallMessages
}

extension Channel {
    /// The same channel behind interceptors, the first one outermost.
    public func intercepted(by interceptors: [any ClientInterceptor]) -> some Channel {
        InterceptedChannel(base: self, interceptors: interceptors)
    }
}

/// A channel behind interceptors.
struct InterceptedChannel<Base: Channel>: Channel {
    let base: Base
    let interceptors: [any ClientInterceptor]

    func call<Request: Message, Response: Message>(
        _ method: MethodDescriptor, _ request: Request, options: CallOptions
    ) async throws(RPCError) -> ClientResponse<Response> {
        let answer: CallMessages
        do {
            answer = try await run(interceptors[...], CallMessages(request), method, options) { messages, options in
                let request = try messages.single(as: Request.self)
                let response: ClientResponse<Response> = try await base.call(method, request, options: options)
                return CallMessages(response)
            }
        } catch {
            throw RPCError.wire(error, deadlinePassed: false)
        }
        return ClientResponse(
            message: try answer.single(as: Response.self), initialMetadata: answer.initialMetadata,
            trailingMetadata: answer.trailingMetadata)
    }

    func stream<Request: Message, Response: Message, Result: Sendable>(
        _ method: MethodDescriptor, options: CallOptions, _ body: (ClientStream<Request, Response>) async throws -> Result
    ) async throws -> Result {
        var result: Result?
        _ = try await run(interceptors[...], CallMessages(), method, options) { messages, options in
            result = try await base.stream(method, options: options) { (call: ClientStream<Request, Response>) in
                try await body(call.mapped(by: messages))
            }
            return .streamed
        }
        guard let result else { throw RPCError(.internal, "an interceptor of \(method) has answered a streaming call in its place") }
        return result
    }

    private func run(
        _ rest: ArraySlice<any ClientInterceptor>, _ request: CallMessages, _ method: MethodDescriptor, _ options: CallOptions,
        _ call: ClientInterceptor.Next
    ) async throws -> CallMessages {
        guard let first = rest.first else { return try await call(request, options) }
        return try await first.intercept(request, method: method, options: options) { request, options in
            try await run(rest.dropFirst(), request, method, options, call)
        }
    }
}

extension CallMessages {
    fileprivate init<Response>(_ response: ClientResponse<Response>) {
        self.init(response.message)
        initialMetadata = response.initialMetadata
        trailingMetadata = response.trailingMetadata
    }
}
