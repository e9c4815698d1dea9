import Persistence

/// A service's own database.
struct Database: Sendable {
    let store: any DocumentStore
    /// Where it is, for messages: a path, or a database's name.
    let place: String
    /// Whether a server elsewhere keeps it.
    var isElsewhere = false
    /// Whether other processes may work on it at the same time.
    var isShared = false

    /// A service's preparation of its collections, with failures that name the database.
    func preparation(of component: Component, _ prepare: @escaping @Sendable () async throws -> Void) -> Preparation {
        Preparation(component, dependency: place) { () async throws(SuiteError) in
            do {
                try await prepare()
            } catch let error as StoreError {
                throw self.failure(error)
            } catch {
                throw .store(path: self.place, reason: "\(error)")
            }
        }
    }

    private func failure(_ error: StoreError) -> SuiteError {
        switch error {
        case .unavailable(let reason): .unreachable(what: place, reason: reason)
        case .deadlineExceeded: .unreachable(what: place, reason: error.description)
        case .duplicateKey, .corrupted, .invalid, .io:
            isElsewhere ? .database(reason: "\(place): \(error)") : .store(path: place, reason: error.description)
        }
    }
}
