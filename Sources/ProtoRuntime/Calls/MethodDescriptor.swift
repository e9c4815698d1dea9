/// How many messages travel in each direction of a call.
public enum MethodKind: Sendable, Hashable, CustomStringConvertible {
    /// One request, one response.
    case unary
    /// Many requests, one response.
    case clientStreaming
    /// One request, many responses.
    case serverStreaming
    /// Many requests, many responses.
    case bidirectionalStreaming

    /// The kind in words, such as `server streaming`.
    public var description: String {
        switch self {
        case .unary: "unary"
        case .clientStreaming: "client streaming"
        case .serverStreaming: "server streaming"
        case .bidirectionalStreaming: "bidirectional streaming"
        }
    }
}

/// A method of a service, as a proto file describes it.
public struct MethodDescriptor: Sendable, Hashable, CustomStringConvertible {
    /// The service's full name, such as `media.MediaService`.
    public let service: String
    /// The method's name, such as `GetMedia`.
    public let name: String
    /// How many messages travel.
    public let kind: MethodKind
    /// The value of `:path`, such as `/media.MediaService/GetMedia`.
    public let path: String

    /// - Parameters:
    ///   - service: the service's full name.
    ///   - name: the method's name.
    ///   - kind: how many messages travel.
    public init(service: String, name: String, kind: MethodKind) {
        self.service = service
        self.name = name
        self.kind = kind
        path = "/\(service)/\(name)"
    }

    /// Methods are the same when their paths are, whatever else their descriptions say.
    public static func == (left: MethodDescriptor, right: MethodDescriptor) -> Bool { left.path == right.path }

    /// Hashes the path.
    public func hash(into hasher: inout Hasher) { hasher.combine(path) }

    /// The method's path without the leading slash.
    public var description: String { "\(service)/\(name)" }
}
