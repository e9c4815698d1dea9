/// On which ports the components listen.
public enum PortPlan: Sendable, Hashable {
    /// The platform's own ports (platform contract, section 7.1).
    case platform
    /// Consecutive ports from the given one, each component at a fixed distance.
    case from(Int)
    /// Whatever ports are free.
    case ephemeral

    /// The first ports from which all components fit.
    public static let bases: ClosedRange<Int> = 1...(65535 - order.count + 1)

    /// The order of the ports counted from a base; the gateway, which comes first in the platform's numbering too, keeps its place.
    private static let order: [String] = [
        "gateway", "post", "media", "world", "character", "consul", "s3", "admin", "providers", "auth", "interaction",
    ]

    /// The port of a component; 0 stands for a free one, `nil` for a component that listens on nothing.
    public func port(of component: Component) -> Int? {
        guard let name = component.endpointName else { return nil }
        switch self {
        case .ephemeral: return 0
        case .from(let base): return Self.order.firstIndex(of: name).map { base + $0 }
        case .platform:
            switch component {
            case .auth: return 8081
            case .post: return 8082
            case .media: return 8083
            case .interaction: return 8084
            case .world: return 8088
            case .character: return 8089
            case .consul: return 8500
            case .s3: return 9000
            case .web: return 5080
            case .providers: return 4010
            case .worker: return nil
            }
        }
    }

    /// The port of a service's metrics, 10000 above its own as on the platform (contract, section 5.1); `nil` for components without one
    /// and where there is no such port.
    public func metricsPort(of component: Component) -> Int? {
        guard Component.services.contains(component), component != .character, self != .ephemeral else { return nil }
        return port(of: component).map { $0 + 10_000 }.flatMap { $0 <= 65_535 ? $0 : nil }
    }
}
