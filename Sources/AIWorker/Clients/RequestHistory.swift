import Environments
import Persistence
import Synchronization
import Telemetry

/// Who makes a call: the task and its world, for the record.
struct CallOrigin: Sendable, Hashable {
    let taskID: Identifier
    let worldID: Identifier
    let taskType: TaskType
    /// The run of the task, from 1.
    let attempt: Int

    /// The origin as log lines name it.
    var fields: LogFields {
        [
            "world_id": worldID.canonical, "task_id": taskID.canonical, "task_type": taskType.rawValue, "attempt": attempt,
        ]
    }
}

extension CallOrigin {
    init(_ task: TaskRecord) { self.init(taskID: task.id, worldID: task.worldID, taskType: task.type, attempt: task.claims) }
}

/// One call as it is kept in `api_requests_history` (generation flow 4.6).
struct HistoryEntry: Sendable {
    enum API: String, Sendable {
        case llm
        case images = "image_generation"
        case grpc
    }

    let api: API
    let requestType: String
    let origin: CallOrigin
    let request: Document
    var response: Document?
    var error: String?
    let startedAt: Timestamp
    let duration: Duration
}

/// Writes the history of calls in batches, away from the calls themselves.
///
/// An entry is in memory until its batch is written, at most about `delay` long; a process that is killed loses those.
final class RequestHistory: Sendable {
    static let schema = CollectionSchema(
        collection,
        indexes: [
            IndexDefinition(keys: ["world_id"]), IndexDefinition(keys: ["task_id"]), IndexDefinition(keys: ["api_type"]),
            IndexDefinition(keys: ["created_at"]), IndexDefinition(keys: ["world_id", "created_at"]),
        ])
    static let collection = "api_requests_history"

    private struct State {
        var entries: [Document] = []
        var writer: Task<Void, Never>?
    }

    private let store: any DocumentStore
    private let environment: Environment
    private let logger: Logger
    private let workerID: String
    private let delay: Duration
    private let state = Mutex(State())

    init(store: any DocumentStore, environment: Environment, logger: Logger, workerID: String, delay: Duration = .milliseconds(50)) {
        self.store = store
        self.environment = environment
        self.logger = logger
        self.workerID = workerID
        self.delay = delay
    }

    /// Takes an entry for the next batch, and writes a line about the call to the log; returns at once.
    func record(_ entry: HistoryEntry) {
        log(entry)
        let document = document(of: entry)
        state.withLock { state in
            state.entries.append(document)
            guard state.writer == nil else { return }
            state.writer = Task {
                // A cancelled wait means that the history is being flushed: then write at once.
                try? await Task.sleep(for: delay)
                await writeAll()
            }
        }
    }

    /// Writes what is waiting.
    func flush() async {
        let writer = state.withLock { $0.writer }
        writer?.cancel()
        await writer?.value
        await writeAll()
    }

    private func log(_ entry: HistoryEntry) {
        let level: LogLevel = entry.error == nil ? .debug : .info
        guard logger.isEnabled(level) else { return }
        let logger = logger.with(entry.origin.fields).with([
            "api": entry.api.rawValue, "request": entry.requestType, "duration_ms": entry.duration.milliseconds,
        ])
        if let error = entry.error { logger.info("a call failed", ["error": error]) } else { logger.debug("a call succeeded") }
    }

    private func writeAll() async {
        while true {
            let batch = state.withLock { state in
                let batch = state.entries
                state.entries = []
                if batch.isEmpty { state.writer = nil }
                return batch
            }
            if batch.isEmpty { return }
            do {
                try await store.insert(batch, into: Self.collection)
            } catch {
                logger.warning("request history could not be written", ["entries": batch.count, "error": "\(error)"])
            }
        }
    }

    private func document(of entry: HistoryEntry) -> Document {
        // Unique across restarts of a seeded run, too: the time never repeats.
        let key = "\(workerID)/\(environment.strictlyIncreasingNow().microseconds)"
        var document: Document = [
            "_id": .string(environment.uuid(for: "api_request", key: key).canonical),
            "api_type": .string(entry.api.rawValue),
            "task_id": .string(entry.origin.taskID.canonical),
            "world_id": .string(entry.origin.worldID.canonical),
            "request_type": .string(entry.requestType),
            "request_data": .document(entry.request),
            "response_data": entry.response.map(DocumentValue.document) ?? .null,
            "duration_ms": .int(entry.duration.milliseconds),
            "created_at": .date(entry.startedAt),
        ]
        // The key exists only on failures, so that its existence finds them.
        if let error = entry.error { document["error"] = .string(error) }
        return document
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
