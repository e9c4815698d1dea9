import CLinux

/// What the owner of a descriptor wants to be told about.
public struct IOInterest: OptionSet, Sendable, Hashable {
    /// The epoll event bits.
    public let rawValue: UInt32
    /// - Parameter rawValue: epoll event bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Data, a connection to accept, or the end of input.
    public static let readable = IOInterest(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
    /// Room to write.
    public static let writable = IOInterest(rawValue: EPOLLOUT.rawValue)
}

/// What happened on a descriptor.
public struct IOReadiness: OptionSet, Sendable, Hashable {
    /// The epoll event bits.
    public let rawValue: UInt32
    /// - Parameter rawValue: epoll event bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Reading will not block: there are data or the end of input.
    public static let readable = IOReadiness(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
    /// Writing will not block.
    public static let writable = IOReadiness(rawValue: EPOLLOUT.rawValue)
    /// The descriptor has failed; a read or write tells how.
    public static let error = IOReadiness(rawValue: EPOLLERR.rawValue)
    /// Both directions are closed.
    public static let hangup = IOReadiness(rawValue: EPOLLHUP.rawValue)

    /// Whether any of the conditions in `other` holds (`readable` and `writable` stand for several bits).
    public func intersects(_ other: IOReadiness) -> Bool { rawValue & other.rawValue != 0 }
}
