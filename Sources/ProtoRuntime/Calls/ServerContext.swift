import EventLoops

/// What a handler may know of the call that it answers, and say besides its response.
///
/// A context is a small value that may be kept and passed to other tasks; it stays valid after the call has ended.
public struct ServerContext: Sendable {
    let call: any ServerCallInformation

    /// The call that the current task answers, if any. Calls that a handler makes through a `Channel` inherit its deadline and trace.
    @TaskLocal public static var current: ServerContext?

    /// The method that was called.
    public var method: MethodDescriptor { call.method }
    /// The metadata of the request, `user-agent` included.
    public var metadata: Metadata { call.metadata }
    /// When the caller stops waiting; `nil` when it did not say.
    public var deadline: MonotonicTime? { call.deadline }
    /// The caller's address, such as `127.0.0.1:51234`, or `in-process`.
    public var peer: String { call.peer }

    /// Adds metadata that is sent before the response message. Has no effect once the response is sent.
    public func addInitialMetadata(_ metadata: Metadata) { call.add(metadata, isTrailing: false) }

    /// Adds metadata that is sent with the status. Has no effect once the response is sent.
    public func addTrailingMetadata(_ metadata: Metadata) { call.add(metadata, isTrailing: true) }
}

/// The metadata that a handler has added to its response.
struct ResponseMetadata: Sendable {
    var initial = Metadata()
    var trailing = Metadata()

    mutating func add(_ metadata: Metadata, isTrailing: Bool) {
        if isTrailing { trailing.add(metadata) } else { initial.add(metadata) }
    }
}

/// The call behind a context. Implementations are safe to use from any thread.
protocol ServerCallInformation: AnyObject, Sendable {
    var method: MethodDescriptor { get }
    var metadata: Metadata { get }
    var deadline: MonotonicTime? { get }
    var peer: String { get }
    func add(_ metadata: Metadata, isTrailing: Bool)
}
