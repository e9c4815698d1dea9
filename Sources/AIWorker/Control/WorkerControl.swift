import Environments
import Persistence
import Telemetry

/// What people can see of a worker's generations and do to them.
///
/// Everything is read from and written to the worker's store, so that it holds for all workers that share it: those of other processes notice
/// a pause or a cancellation with the next call or step of a task.
public struct WorkerControl: Sendable {
    let store: any DocumentStore
    let environment: Environment
    let book: ProgressBook
    let queue: TaskQueue
    /// The engine of this process; `nil` when only others work on the store.
    let engine: Engine?

    init(store: any DocumentStore, environment: Environment, book: ProgressBook, queue: TaskQueue, engine: Engine?) {
        self.store = store
        self.environment = environment
        self.book = book
        self.queue = queue
        self.engine = engine
    }

    /// Control of workers in other processes.
    ///
    /// - Parameters:
    ///   - store: the workers' database.
    ///   - logger: for records that cannot be written.
    public init(store: any DocumentStore, environment: Environment, logger: Logger) {
        // Claims nothing and waits for all it writes, so it needs no name and no lease. Whether the workers have a broker is not known here:
        // tasks are marked for it.
        self.init(
            store: store, environment: environment, book: ProgressBook(store: store, writer: "", environment: environment, logger: logger),
            queue: TaskQueue(store: store, environment: environment, workerID: "", lease: .zero, marksOwedWakeUps: true), engine: nil)
    }

    /// The document of a world's generation (platform contract 9.3), without the keys that concern nobody but workers.
    ///
    /// - Throws: `ControlError`.
    public func world(_ id: Identifier) async throws(ControlError) -> Document {
        guard let document = try await get(id.canonical, from: ProgressBook.collection) else { throw .unknownWorld(id.canonical) }
        return document.forReaders
    }

    /// The document of a task (platform contract 9.2).
    ///
    /// - Throws: `ControlError`.
    public func task(_ id: Identifier) async throws(ControlError) -> Document {
        guard let document = try await get(id.canonical, from: TaskQueue.collection) else {
            throw .notFound("there is no task \(id.canonical)")
        }
        return document
    }

    /// An entry of the history of calls (generation flow 4.6).
    ///
    /// - Throws: `ControlError`.
    public func call(_ id: Identifier) async throws(ControlError) -> Document {
        guard let document = try await get(id.canonical, from: RequestHistory.collection) else {
            throw .notFound("the history has no entry \(id.canonical)")
        }
        return document
    }

    private func get(_ id: String, from collection: String) async throws(ControlError) -> Document? {
        do { return try await store.get(id, from: collection) } catch { throw ControlError(error) }
    }
}
