import ProtoRuntime

/// The host under which the one who will follow a link reaches the platform, as a gateway or proxy in between tells it in the metadata
/// `x-forwarded-host`. It chooses among several public addresses of the object storage; services pass it on when they ask for links.
public enum ForwardedHost {
    /// The name of the metadata.
    public static let metadataKey = "x-forwarded-host"
    /// The longest name of a host in DNS, and a port.
    static let maximumLength = 253 + 6
}

extension ServerContext {
    /// The host that the call was forwarded for; `nil` when nobody has told, and for a text too long to be one.
    public var forwardedHost: String? {
        metadata[ForwardedHost.metadataKey].flatMap { $0.utf8.count <= ForwardedHost.maximumLength ? $0 : nil }
    }
}

extension CallOptions {
    /// Options that pass on the host of the call that is being answered; `nil`, the client's own options, when nobody has told.
    public static var passingHostOn: CallOptions? {
        ServerContext.current?.forwardedHost.map { CallOptions.default.adding(ForwardedHost.metadataKey, $0) }
    }
}
