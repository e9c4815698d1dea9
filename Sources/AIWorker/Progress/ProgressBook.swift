import Environments
import Persistence
import Synchronization
import Telemetry

/// The records of all generations: the one place that writes `world_generation_status`.
///
/// Events of one world that come while a write is under way are put together into the next one, in their order. A write succeeds only on
/// the revision it was computed from; when another worker was faster, the events are applied again to what it left.
///
/// A write may have taken place although the store gave no answer. What nobody waits for is kept then, and the record says by its
/// `writers` whether it has to be applied again.
final class ProgressBook: Sendable {
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: ["created_at"])])
    static let collection = "world_generation_status"

    private typealias Answer = Result<ProgressOutcome, ProgressError>

    private struct Entry {
        let event: ProgressEvent
        /// Who waits for the outcome; `nil` for events that were posted.
        let answer: CheckedContinuation<Answer, Never>?
        /// The revision that a write with this event would have made, when nobody knows whether it did.
        var doubt: Int64?

        /// Whether a write of `writer` has brought the event into `progress`, as became known later.
        func isPart(of progress: WorldProgress, writtenBy writer: String) -> Bool {
            guard let doubt, let last = progress.writers[writer] else { return false }
            return last >= doubt
        }
    }

    private struct World {
        var waiting: [Entry] = []
        var isWriting = false
        /// Whether a write is to begin soon, for what was posted.
        var isDelayed = false
        var latest: WorldProgress?
        /// When `latest` was read or written.
        var latestAt: ContinuousClock.Instant?
    }

    /// How long others that share the store may have changed a record before it is noticed here.
    private static let longestIgnorance = Duration.milliseconds(200)

    private let store: any DocumentStore
    private let writer: String
    private let postingDelay: Duration
    private let news: NewsOutbox?
    private let environment: Environment
    private let logger: Logger
    private let observers = ProgressObservers()
    private let worlds = Mutex<[Identifier: World]>([:])

    /// - Parameters:
    ///   - writer: what tells this book from others that have the same store.
    ///   - postingDelay: how long what is posted waits for an event that is awaited.
    ///   - news: tells others of what is written.
    init(
        store: any DocumentStore, writer: String, postingDelay: Duration = .milliseconds(20), news: NewsOutbox? = nil,
        environment: Environment, logger: Logger
    ) {
        self.store = store
        self.writer = writer
        self.postingDelay = postingDelay
        self.news = news
        self.environment = environment
        self.logger = logger
    }

    /// Creates the record of a generation, unless it exists.
    func begin(_ progress: WorldProgress) async throws {
        var first = progress
        if news != nil {
            first.isTold = true
            first.newsOwed = first.revision
        }
        let document = try await store.insertIfAbsent(first.document, into: Self.collection)
        observers.send(document, of: progress.worldID)
        guard let stored = WorldProgress(document) else { return }
        note(stored)
        news?.tell(stored, document)
    }

    /// Applies an event and says what became of it, once that is stored.
    func apply(_ event: ProgressEvent, to worldID: Identifier) async throws(ProgressError) -> ProgressOutcome {
        try await withCheckedContinuation { answer in
            worlds.withLock { $0[worldID, default: World()].waiting.append(Entry(event: event, answer: answer)) }
            startWriting(worldID)
        }.get()
    }

    /// Applies an event with the next one that is awaited, or soon if there is none: most of what is posted saves a write of its own. While
    /// the store is away it is kept.
    func post(_ event: ProgressEvent, to worldID: Identifier) {
        let isFirst = worlds.withLock { worlds in
            worlds[worldID, default: World()].waiting.append(Entry(event: event, answer: nil))
            defer { worlds[worldID]?.isDelayed = true }
            return worlds[worldID]?.isDelayed != true
        }
        guard isFirst else { return }
        Task {
            try? await Task.sleep(for: postingDelay)
            worlds.withLock { $0[worldID]?.isDelayed = false }
            startWriting(worldID)
        }
    }

    /// The state of a generation; `nil` when there is none. An end or a pause is told only when the store says so, too, since another
    /// process may have taken it back.
    ///
    /// - Parameter sharesStore: whether others write the record, so that it has to be read anew now and then.
    func progress(of worldID: Identifier, sharesStore: Bool = false) async throws(ProgressError) -> WorldProgress? {
        let world = worlds.withLock { $0[worldID] }
        if let world, let latest = world.latest, latest.isWorkedOn {
            let age = world.latestAt.map { .now - $0 } ?? Self.longestIgnorance
            if !sharesStore || age < Self.longestIgnorance { return latest }
        }
        return try await reload(worldID)
    }

    /// Passes when tasks of the world are to be run.
    ///
    /// - Throws: `CallFailure` of the kinds `worldStopped` and `worldPaused`; `ProgressError`.
    func permitWork(on worldID: Identifier, sharesStore: Bool) async throws {
        try await progress(of: worldID, sharesStore: sharesStore)?.permitWork()
    }

    /// The state of a generation as the store has it; `nil` when there is none.
    func reload(_ worldID: Identifier) async throws(ProgressError) -> WorldProgress? {
        guard let loaded = try await load(worldID) else { return nil }
        note(loaded)
        return loaded
    }

    private func note(_ progress: WorldProgress) {
        worlds.withLock { worlds in
            if let latest = worlds[progress.worldID]?.latest, latest.revision > progress.revision { return }
            // A generation that has ended needs no place in memory.
            if progress.isOver {
                worlds[progress.worldID]?.latest = nil
            } else {
                worlds[progress.worldID, default: World()].latest = progress
                worlds[progress.worldID]?.latestAt = .now
            }
        }
    }

    /// The generations that have not ended, or have failed with tasks that are still open.
    func unfinished() async throws(StoreError) -> [WorldProgress] {
        let isOpen = Filter.or([
            .equals("status", .string(WorkStatus.inProgress.rawValue)),
            .and([.equals("status", .string(WorkStatus.failed.rawValue)), .notEquals("open_tasks", [:])]),
        ])
        return try await store.find(Query(isOpen), in: Self.collection).compactMap { WorldProgress($0) }.filter { !$0.isOver }
    }

    /// The generations of which somebody is still to be told, with their documents.
    func owingNews() async throws(StoreError) -> [(progress: WorldProgress, document: Document)] {
        try await store.find(Query(WorldProgress.owingNews), in: Self.collection).compactMap { document in
            WorldProgress(document).map { ($0, document) }
        }
    }

    /// The status documents of a world: the present one, if any, and each later one, up to the end of the generation. A slow reader
    /// misses documents in between, never the last.
    func documents(of worldID: Identifier) -> AsyncStream<Document> {
        let (stream, token) = observers.subscribe(to: worldID)
        Task {
            if let document = try? await store.get(worldID.canonical, from: Self.collection) {
                observers.send(document, to: token, of: worldID)
            }
        }
        return stream
    }

    /// Writes what was posted and is not stored yet.
    func flush() async {
        let unwritten = worlds.withLock { $0.filter { $0.value.isWriting || !$0.value.waiting.isEmpty }.keys }
        // An event that changes nothing, awaited: it comes after all that were posted.
        for worldID in unwritten { _ = try? await apply(.cost(.llm, microdollars: 0), to: worldID) }
    }

    func endObservation() { observers.finishAll() }

    // MARK: Writing

    /// Writes what waits, unless that is under way.
    private func startWriting(_ worldID: Identifier) {
        let starts = worlds.withLock { worlds in
            guard let world = worlds[worldID], !world.isWriting, !world.waiting.isEmpty else { return false }
            worlds[worldID]?.isWriting = true
            return true
        }
        if starts { Task { await writeAll(worldID) } }
    }

    private func writeAll(_ worldID: Identifier) async {
        while true {
            var (entries, latest) = worlds.withLock { worlds -> ([Entry], WorldProgress?) in
                let world = worlds[worldID, default: World()]
                worlds[worldID, default: World()].waiting = []
                if world.waiting.isEmpty { worlds[worldID]?.isWriting = false }
                return (world.waiting, world.latest)
            }
            if entries.isEmpty { return }
            do {
                let outcomes = try await write(&entries, worldID, latest)
                for (entry, outcome) in zip(entries, outcomes) { entry.answer?.resume(returning: .success(outcome)) }
            } catch {
                logger.error("progress could not be written", ["world_id": worldID.canonical, "error": "\(error)"])
                for entry in entries { entry.answer?.resume(returning: .failure(error)) }
                if case .store = error, keep(entries.filter { $0.answer == nil }, worldID) { return }
            }
        }
    }

    /// Keeps posted events for the next write; true when nobody waits for that one, so that it need not be tried now.
    private func keep(_ entries: [Entry], _ worldID: Identifier) -> Bool {
        worlds.withLock { worlds in
            worlds[worldID, default: World()].waiting.insert(contentsOf: entries, at: 0)
            let isAwaited = worlds[worldID, default: World()].waiting.contains { $0.answer != nil }
            worlds[worldID]?.isWriting = isAwaited
            return !isAwaited
        }
    }

    /// Applies the events and writes what comes of them. After a write of which nobody knows whether it took place they are marked.
    private func write(
        _ entries: inout [Entry], _ worldID: Identifier, _ latest: WorldProgress?
    ) async throws(ProgressError) -> [ProgressOutcome] {
        var known = entries.contains { $0.doubt != nil } ? nil : latest
        while true {
            guard let base = if let known { known } else { try await load(worldID) } else { throw .unknownWorld(worldID) }
            var next = base
            if news != nil { next.isTold = true }
            let outcomes = entries.map { $0.isPart(of: base, writtenBy: writer) ? .repeated : next.apply($0.event) }
            if next == base {
                // What was refused here may be allowed by what another process has written.
                if known != nil, outcomes.contains(where: \.isRefusal) {
                    known = nil
                    continue
                }
                return outcomes
            }
            let isNews = entries.contains { $0.event.isNews }
            next.revision += 1
            if next.isTold, isNews { next.newsOwed = next.revision }
            if entries.contains(where: { $0.answer == nil }) { next.writers[writer] = next.revision }
            next.updatedAt = environment.now()
            let document: Document?
            do throws(StoreError) {
                document = try await store.update(base.unchangedFilter, in: Self.collection, with: next.update(from: base))
            } catch {
                for index in entries.indices where !entries[index].isPart(of: base, writtenBy: writer) {
                    entries[index].doubt = next.revision
                }
                throw .store(error)
            }
            if let document {
                note(next)
                observers.send(document, of: worldID)
                if isNews { news?.tell(next, document) }
                if next.status.isTerminal { observers.finish(worldID) }
                return outcomes
            }
            known = nil
        }
    }

    private func load(_ worldID: Identifier) async throws(ProgressError) -> WorldProgress? {
        let document: Document?
        do { document = try await store.get(worldID.canonical, from: Self.collection) } catch { throw .store(error) }
        guard let document else { return nil }
        guard let progress = WorldProgress(document) else { throw .unreadable(worldID) }
        return progress
    }
}

/// A record that cannot be moved on.
enum ProgressError: Error, Sendable, CustomStringConvertible {
    case unknownWorld(Identifier)
    case unreadable(Identifier)
    case store(StoreError)

    var description: String {
        switch self {
        case .unknownWorld(let id): "world_generation_status has no document \(id.canonical)"
        case .unreadable(let id): "the world_generation_status document \(id.canonical) was not written by this worker"
        case .store(let error): "\(error)"
        }
    }
}
