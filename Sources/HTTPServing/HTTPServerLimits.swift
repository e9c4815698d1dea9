/// What a server grants to its clients.
public struct HTTPServerLimits: Sendable, Hashable {
    /// Connections at a time; further ones wait in the listen queue.
    public var maximumConnections = 4096
    /// Bytes of memory for a connection's buffers and headers: larger request lines and headers are answered 414 or 431.
    public var connectionMemory = 64 * 1024
    /// How long a connection may stay silent between requests, within a body, or while it does not take the answer; whole seconds.
    public var idleTimeout: Duration = .seconds(60)
    /// How long a client may take from connecting to the end of the first request's headers; later requests of a connection have
    /// this on top of the idle timeout.
    public var headerTimeout: Duration = .seconds(10)
    /// Bytes of a request body, or of a streamed response, that are buffered while the other side is behind.
    public var bodyBuffer = 256 * 1024
    /// Bytes of an unread request body that are taken and thrown away so that the answer arrives; beyond, the connection is closed.
    public var drainLimit = 16 * 1024 * 1024

    /// The defaults.
    public init() {}
}
