import HTTPClient
import ProtoRuntime

/// Targets `consul://agent:port/service`: the instances of a service whose health checks pass, as an agent of Consul knows them. The
/// agent's port may be left out and is 8500 then.
public struct ConsulScheme: NameScheme {
    private static let defaultPort = 8500

    /// `consul`.
    public var scheme: String { "consul" }
    /// The form of such a target.
    public var form: String { "consul://agent[:port]/service" }

    private let client: HTTPClient
    private let refreshInterval: Duration

    /// - Parameters:
    ///   - client: asks the agents.
    ///   - refreshInterval: after how long a channel in use asks again although nothing has failed.
    public init(client: HTTPClient, refreshInterval: Duration = .seconds(10)) {
        self.client = client
        self.refreshInterval = refreshInterval
    }

    /// Makes the resolver of a target.
    /// - Throws: `TargetError` when the agent or the service is missing or malformed.
    public func resolver(authority: String, path: String) throws(TargetError) -> any NameResolver {
        let target = "consul://\(authority)/\(path)"
        guard !path.isEmpty, path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#".utf8.contains($0) }) else {
            throw TargetError(target, "\"\(path)\" is no name of a service; accepted: \(form)")
        }
        let hasPort = authority.contains(":") && !authority.hasSuffix("]")
        let agent: SocketAddress
        do throws(SocketError) {
            agent = try SocketAddress(parsing: hasPort ? authority : "\(authority):\(Self.defaultPort)")
        } catch {
            throw TargetError(target, "\"\(authority)\" is no address of an agent; accepted: \(form)")
        }
        return ConsulResolver(agent: agent, service: path, client: client, refreshInterval: refreshInterval)
    }
}
