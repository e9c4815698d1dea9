/// A call that did not succeed: the one error type on the wire boundary.
public struct RPCError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why the call failed; never `ok`.
    public var code: StatusCode
    /// What a person should read: what was wrong and what is accepted.
    public var message: String
    /// What a program can act on; travels as a `google.rpc.Status` in the trailer `grpc-status-details-bin`.
    public var details: [StatusDetail]
    /// Trailing metadata sent or received with the status.
    public var metadata: Metadata

    /// - Parameters:
    ///   - code: why the call failed.
    ///   - message: what a person should read.
    ///   - details: what a program can act on.
    ///   - metadata: trailing metadata.
    public init(_ code: StatusCode, _ message: String, details: [StatusDetail] = [], metadata: Metadata = Metadata()) {
        self.code = code
        self.message = message
        self.details = details
        self.metadata = metadata
    }

    /// The code's name and the message.
    public var description: String { "\(code): \(message)" }
}

/// An error of a service that says itself how it appears on the wire. Errors without this become UNKNOWN with a fixed message, so that
/// nothing internal leaks; their text goes to the server's error handler.
public protocol RPCErrorConvertible: Error {
    /// The error as callers see it.
    var rpcError: RPCError { get }
}

extension RPCError: RPCErrorConvertible {
    /// The error itself.
    public var rpcError: RPCError { self }
}

extension RPCError {
    /// What a handler's error becomes on the wire.
    /// - Parameters:
    ///   - error: whatever the handler has thrown.
    ///   - deadlinePassed: whether the call's deadline has passed, which tells a cancellation by it from one by the caller.
    static func wire(_ error: any Error, deadlinePassed: Bool) -> RPCError {
        if error is CancellationError {
            return deadlinePassed ? .deadlineExceeded : RPCError(.cancelled, "the call was cancelled")
        }
        if let convertible = error as? any RPCErrorConvertible { return convertible.rpcError }
        return RPCError(.unknown, "the service failed unexpectedly")
    }

    static let deadlineExceeded = RPCError(.deadlineExceeded, "context deadline exceeded")
}
