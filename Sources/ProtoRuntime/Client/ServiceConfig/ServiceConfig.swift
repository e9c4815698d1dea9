/// How a channel treats calls that say nothing themselves, and how it spreads them over servers (gRPC "Service Config").
///
/// It can be built in Swift or read from the JSON that other gRPC implementations read, too.
public struct ServiceConfig: Sendable, Hashable {
    /// Settings of methods; which of them applies is told by ``methodConfig(for:)``.
    public let methods: [MethodConfig]
    /// How calls are spread over the addresses of a target.
    public let loadBalancing: LoadBalancingPolicy
    /// When retries pause because too many calls fail; `nil` means never.
    public let retryThrottling: RetryThrottling?

    private let byMethod: [MethodConfig.Name: MethodConfig]

    /// Nothing set: no timeouts, no retries, the first address that answers.
    public static let empty = ServiceConfig()

    private init() {
        methods = []
        loadBalancing = .pickFirst()
        retryThrottling = nil
        byMethod = [:]
    }

    /// - Parameters:
    ///   - methods: settings of methods.
    ///   - loadBalancing: how calls are spread over addresses.
    ///   - retryThrottling: when retries pause.
    /// - Throws: `ServiceConfigError` when two settings name the same method.
    public init(
        methods: [MethodConfig] = [], loadBalancing: LoadBalancingPolicy = .pickFirst(), retryThrottling: RetryThrottling? = nil
    ) throws(ServiceConfigError) {
        var byMethod: [MethodConfig.Name: MethodConfig] = [:]
        for (index, config) in methods.enumerated() {
            for (place, name) in config.names.enumerated() {
                guard byMethod.updateValue(config, forKey: name) == nil else {
                    throw ServiceConfigError(
                        "methodConfig[\(index)].name[\(place)]", "\(name) is named twice; each name is accepted once in a service config")
                }
            }
        }
        self.methods = methods
        self.loadBalancing = loadBalancing
        self.retryThrottling = retryThrottling
        self.byMethod = byMethod
    }

    /// The settings of a method: those that name it exactly, else those of its service, else those of all methods.
    public func methodConfig(for method: MethodDescriptor) -> MethodConfig? {
        if byMethod.isEmpty { return nil }
        return byMethod[.method(method.name, of: method.service)] ?? byMethod[.service(method.service)] ?? byMethod[.all]
    }
}

/// How calls are spread over the addresses of a target.
public enum LoadBalancingPolicy: Sendable, Hashable {
    /// All calls go to the first address that can be connected to (gRFC A62). With `shuffled` the addresses are tried in random order, which
    /// spreads clients that were given the same list.
    case pickFirst(shuffled: Bool = false)
    /// Every address is connected to; calls go to those that are connected, in turn.
    case roundRobin
}
