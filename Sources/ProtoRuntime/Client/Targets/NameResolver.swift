/// Finds the addresses behind a name: a service registry, a file, a fixed list.
///
/// A channel asks again when a connection is lost or cannot be made (but not more often than every few seconds), and every
/// `refreshInterval`.
public protocol NameResolver: Sendable {
    /// After how long a channel in use asks again although nothing has failed; `nil` means never.
    var refreshInterval: Duration? { get }

    /// Finds the addresses now, best first. Host names among them are looked up by the channel.
    /// - Throws: any error; its description becomes a part of the UNAVAILABLE with which calls fail that do not wait.
    func resolve() async throws -> [SocketAddress]
}

/// A kind of targets beside those that the runtime knows: it makes resolvers for `scheme://authority/path`.
public protocol NameScheme: Sendable {
    /// What stands before the first colon, in lower case.
    var scheme: String { get }
    /// The form of a target, for error messages, such as `consul://agent:port/service`.
    var form: String { get }

    /// Makes the resolver of a target.
    /// - Parameters:
    ///   - authority: what stands between `//` and the next slash.
    ///   - path: what follows that slash.
    /// - Throws: `TargetError` when they name nothing.
    func resolver(authority: String, path: String) throws(TargetError) -> any NameResolver
}
