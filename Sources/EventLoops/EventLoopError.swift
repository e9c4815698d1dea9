/// A system call that the event loop depends on failed.
public struct EventLoopError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the system call, such as `epoll_ctl`.
    public let call: String
    /// The value of `errno` after the call.
    public let errno: Int32

    /// - Parameters:
    ///   - call: the system call that failed.
    ///   - errno: the error number that it left.
    public init(call: String, errno: Int32) {
        self.call = call
        self.errno = errno
    }

    /// The call and the system's text for the error.
    public var description: String { "\(call) failed: \(systemErrorText(errno))" }
}
