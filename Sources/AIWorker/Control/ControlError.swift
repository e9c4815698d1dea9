import Environments
import Persistence

/// Why something that was asked of a worker was not done.
public enum ControlError: Error, Sendable, CustomStringConvertible {
    /// There is no such world, task or entry.
    case notFound(String)
    /// What was asked for does not fit the present state; says what can be done.
    case conflict(String, hint: String)
    /// A value is none that is accepted; says which are.
    case invalid(String, hint: String)
    /// The store failed.
    case store(String)

    /// What was wrong.
    public var description: String {
        switch self {
        case .notFound(let text), .conflict(let text, _), .invalid(let text, _), .store(let text): text
        }
    }

    init(_ error: StoreError) { self = .store("\(error)") }

    init(_ error: ProgressError) {
        switch error {
        case .unknownWorld(let id): self = .unknownWorld(id.canonical)
        case .unreadable, .store: self = .store("\(error)")
        }
    }

    static func unknownWorld(_ id: String) -> ControlError { .notFound("no generation of world \(id) is known") }
}
