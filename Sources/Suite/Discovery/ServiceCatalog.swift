import Synchronization

/// The instances of services that are known, in the order of their first registration.
public final class ServiceCatalog: Sendable {
    private struct State {
        var registrations: [ServiceRegistration] = []
        var index = 1
    }

    private let state = Mutex(State())

    /// An empty catalog.
    public init() {}

    /// Adds an instance, or replaces the one with the same id.
    public func register(_ registration: ServiceRegistration) {
        state.withLock { state in
            if let position = state.registrations.firstIndex(where: { $0.id == registration.id }) {
                state.registrations[position] = registration
            } else {
                state.registrations.append(registration)
            }
            state.index += 1
        }
    }

    /// Takes an instance out.
    /// - Returns: whether there was one.
    @discardableResult
    public func deregister(id: String) -> Bool {
        state.withLock { state in
            guard let position = state.registrations.firstIndex(where: { $0.id == id }) else { return false }
            state.registrations.remove(at: position)
            state.index += 1
            return true
        }
    }

    /// The instances of a service.
    public func instances(of name: String) -> [ServiceRegistration] {
        state.withLock { $0.registrations.filter { $0.name == name } }
    }

    /// All instances.
    public var all: [ServiceRegistration] { state.withLock(\.registrations) }

    /// A number that grows with every change.
    public var index: Int { state.withLock(\.index) }
}
