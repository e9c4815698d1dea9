import Environments
import Persistence
import Synchronization
import Testing

@testable import AIWorker

/// Tasks of a running world whose documents somebody damages, in every way that there is: the world ends all the same, and its numbers add up.
@Suite("Damaged tasks of a running world", .timeLimit(.minutes(3)))
struct DamagedTaskTests {
    /// When a task is damaged.
    enum Moment: CaseIterable {
        /// Before any worker has heard of it.
        case found
        /// Known to the worker and not claimed yet.
        case waiting
        /// While it is worked on.
        case claimed
        /// As before, and its attempt fails for another reason.
        case failing
        /// While it waits, claimed, for an earlier post.
        case parked
    }

    private static let keys = [
        TaskKey.type, TaskKey.worldID, TaskKey.status, TaskKey.workerID, TaskKey.parameters, TaskKey.updatedAt, TaskKey.attemptCount,
        TaskKey.parent, TaskKey.leaseUntil, TaskKey.notBefore, TaskKey.checkpoint, TaskKey.retries, TaskKey.attempts,
        TaskKey.parametersCharacterID, TaskKey.parametersPostIndex,
    ]

    /// Those that are written more than read.
    private static let otherKeys = [
        TaskKey.result, TaskKey.createdAt, TaskKey.error, TaskKey.failures, TaskKey.wakeUpOwed, TaskKey.heldSince, TaskKey.suspended,
        TaskKey.startedAt, TaskKey.finishedAt,
    ]

    /// Nothing, null, what is of another type, and an id of nothing.
    private static let values: [DocumentValue?] = [nil, .null, 5, .string(Identifier(high: 1, low: 2).canonical)]

    /// A text of many pages.
    private static let long = DocumentValue.string(String(repeating: "x", count: 100_000))

    private static let damages =
        keys.flatMap { key in values.map { Damage(key, $0) } } + otherKeys.flatMap { [Damage($0, nil), Damage($0, [5])] }
        + [TaskKey.type, TaskKey.worldID, TaskKey.parameters, TaskKey.checkpoint, TaskKey.parametersCharacterID].map { Damage($0, long) }
        + [TaskKey.attemptCount, TaskKey.failures, TaskKey.retries, TaskKey.parametersPostIndex].map { Damage($0, .int64(.max)) }
        + ["pending", "in_progress", "completed", "failed"].map { Damage(TaskKey.status, $0) }
        + [
            Damage(TaskKey.suspended, true), Damage(TaskKey.type, "generate_character"),
            Damage(TaskKey.leaseUntil, .date(Timestamp(seconds: 1))),
            Damage(TaskKey.notBefore, .date(Timestamp(microseconds: .max))),
            Damage(TaskKey.updatedAt, .date(Timestamp(microseconds: .max))),
            Damage(TaskKey.checkpoint, ["placeholder": "none"]), .removal,
        ]

    @Test(
        "Whatever is damaged and whenever, the world ends, all its tasks are counted, and the other posts are made",
        arguments: Moment.allCases)
    func everyDamage(moment: Moment) async throws {
        let store = MemoryStore()
        let platform = FakePlatform()
        let victims = Self.damages.indices.map { task($0, post: moment == .parked ? 1 : 0) }
        // Those before or behind them.
        let others: [Document] =
            switch moment {
            case .found, .claimed, .failing: []
            case .waiting: Self.damages.indices.map { task($0, post: 1) }
            case .parked: Self.damages.indices.map { task($0, post: 0) }
            }
        let parked = Mutex<@Sendable () -> Int>({ 0 })
        let harm = Damages(store: store, damages: Dictionary(uniqueKeysWithValues: zip(victims.map(\.id), Self.damages)))
        let script = Script(disturb: { name, task in
            if moment == .parked, task.parameters["post_index"] == 0, name == "image" {
                while parked.withLock({ $0() }) < victims.count { try await Task.sleep(for: .milliseconds(10)) }
                try await harm.all()
            }
            guard name == "image", moment == .claimed || moment == .failing else { return }
            if try await harm.one(task.id.canonical), moment == .failing { throw CallFailure.retryable("once") }
        })
        let worker = TestWorker(
            over: store, platform: platform, script: script, distribution: moment == .found ? .sharedStore(isFirst: true) : .alone
        ) {
            Self.configure(&$0)
            $0.maximumTasks = 1000
        }
        parked.withLock { $0 = { worker.engine.load.parked } }
        var parent = TaskRecord.newDocument(
            id: Self.order, type: .initWorldCreation, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: Environment().now())
        parent[TaskKey.status] = "completed"
        try await store.insert([parent] + victims + others, into: TaskQueue.collection)
        try await store.insert(progress(with: victims + others).document, into: ProgressBook.collection)
        if moment == .found || moment == .waiting { try await harm.all() }
        // The worker knows what it has made itself.
        worker.engine.expectPosts(of: (victims + others).compactMap(TaskRecord.init))
        if moment != .found { worker.engine.wake((victims + others).compactMap(TaskNotice.init)) }
        let maintenance = Task { await worker.engine.maintain() }
        let end = try #require(try await worker.end())
        maintenance.cancel()
        let left = try await store.find(Query(.in(TaskKey.status, ["pending", "in_progress"])), in: TaskQueue.collection)
        #expect(end.isOver && end.status == .completed, "open: \(left.compactMap { harm.damages[$0.id]?.name })")
        #expect(end.tasksCompleted + end.tasksFailed == end.tasksTotal && end.tasksTotal >= 1 + victims.count + others.count)
        let published = Set(platform.now.posts.map { String($0.key.prefix(36)) })
        let missing = zip(others, Self.damages).filter { !published.contains($0.0.id) }.map(\.1.name)
        #expect(missing.isEmpty, "missing: \(missing)")
        if moment == .waiting {
            // It is not made in the world that somebody has written into it.
            let strays = try await store.find(Query(.equals(TaskKey.worldID, .string(Identifier(high: 1, low: 2).canonical))), in: "tasks")
            #expect(strays.count == 1 && strays.first?["error"]?.string?.hasSuffix("is not that of the parent task") == true)
        }
        await worker.engine.stop(grace: .zero)
    }

    /// A post of a character whose content was refused: the shortest of all tasks that have an effect and an order.
    private func task(_ character: Int, post index: Int) -> Document {
        let detail = Document(json: Sample.value(of: CharacterDetail.schema)) ?? [:]
        let parameters: Document = [
            "character_id": .string("character \(character)"), "character_detail": .document(detail), "post_index": .int(index),
            "character_index": .int(character),
        ]
        return TaskRecord.newDocument(
            id: Identifier.v5(namespace: Self.order, name: "\(character)/\(index)"), type: .generatePostImage, worldID: TestWorker.worldID,
            parent: Self.order, parameters: parameters, at: Environment().now())
    }

    private static let order = Identifier(high: 5, low: 5)

    /// A world that has come to these tasks.
    private func progress(with tasks: [Document]) -> WorldProgress {
        var progress = WorldProgress(
            worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 1000, imageLimit: 1000,
            now: Environment().now())
        let children = tasks.compactMap(TaskRecord.init).map(EndedTask.Child.init)
        _ = progress.apply(.taskEnded(EndedTask(id: Self.order, type: .initWorldCreation, parent: nil, failure: nil, children: children)))
        return progress
    }

    @Test("A world whose next characters are lost fails for that", arguments: [nil, "generate_videos"] as [String?])
    func criticalTask(type: String?) async throws {
        let store = MemoryStore()
        let script = Script(disturb: { name, task in
            guard task.type == .generateWorldImage, name == "llm" else { return }
            let batch = Filter.equals(TaskKey.type, "generate_character_batch")
            if let type {
                _ = try await store.updateAll(batch, in: "tasks", with: Update(set: [TaskKey.type: .string(type)]))
            } else {
                _ = try await store.delete(batch, from: "tasks")
            }
        })
        let worker = TestWorker(over: store, platform: FakePlatform(), script: script, configure: Self.configure)
        let maintenance = Task { await worker.engine.maintain() }
        try await worker.submit(users: 1, posts: 3)
        let progress = try #require(try await worker.end())
        maintenance.cancel()
        #expect(progress.status == .failed && progress.isOver && progress.tasksFailed == 1)
        #expect(progress.failureReason == "generate_character_batch: the document of the task is lost or damaged")
    }

    @Test("The end of a run that nobody has begun is not counted")
    func inventedRun() {
        var progress = progress(with: [task(0, post: 0), task(0, post: 1)])
        func end(run: Int) -> EndedTask {
            EndedTask(
                id: Identifier.v5(namespace: Self.order, name: "0/0"), type: .generatePostImage, parent: Self.order, run: run, failure: nil,
                children: [])
        }
        #expect(progress.apply(.taskEnded(end(run: 0))) == .applied)
        #expect(progress.hasCounted(end(run: 5).id, run: 5) && progress.apply(.taskEnded(end(run: 5))) == .repeated)
        #expect(progress.tasksCompleted == 2 && progress.tasksOpen == 1)
    }

    @Test("A document that is as large as any may be takes no claim and fails for that")
    func largestDocument() async throws {
        let store = MemoryStore { $0["note"] != nil }
        let worker = TestWorker(over: store, platform: FakePlatform(), configure: Self.configure)
        var document = task(0, post: 0)
        document["note"] = "of many pages"
        try await store.insert(document, into: TaskQueue.collection)
        try await store.insert(progress(with: [document]).document, into: ProgressBook.collection)
        worker.engine.wake([try #require(TaskNotice(document))])
        let maintenance = Task { await worker.engine.maintain() }
        let end = try #require(try await worker.end())
        maintenance.cancel()
        #expect(end.isOver && end.tasksFailed == 1)
        let task = try #require(try await store.get(document.id, from: TaskQueue.collection))
        #expect(task["status"] == "failed" && task["error"] == .string("the document '\(document.id)' is too large"))
        #expect(task["type"] == document["type"] && task["note"] == nil)
    }

    @Test("Tasks of a world that has failed are counted, too")
    func failedWorld() async throws {
        let store = MemoryStore()
        let worker = TestWorker(over: store, platform: FakePlatform(), configure: Self.configure)
        var progress = WorldProgress(
            worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 1, imageLimit: 1,
            now: Timestamp(seconds: 1))
        _ = progress.apply(.cancel(by: "test", at: Timestamp(seconds: 2)))
        try await store.insert(progress.document, into: ProgressBook.collection)
        try await worker.engine.recover()
        let end = try #require(try await worker.end())
        #expect(end.isOver && end.tasksFailed == 1 && end.failureReason == "cancelled by test")
    }

    private static func configure(_ configuration: inout AIWorkerConfiguration) {
        configuration.maximumTasks = 1
        configuration.lease = .milliseconds(300)
        configuration.lookInterval = .milliseconds(20)
    }
}

/// What is done to the tasks of a test, once each.
private final class Damages: Sendable {
    let store: MemoryStore
    let damages: [String: Damage]
    private let done = Mutex<Set<String>>([])

    init(store: MemoryStore, damages: [String: Damage]) {
        self.store = store
        self.damages = damages
    }

    func all() async throws { for id in damages.keys { _ = try await one(id) } }

    /// - Returns: whether the task has not been damaged before.
    func one(_ id: String) async throws -> Bool {
        guard let damage = damages[id], done.withLock({ $0.insert(id).inserted }) else { return false }
        let document = try #require(try await store.get(id, from: TaskQueue.collection))
        if let damaged = damage.change(document) {
            try await store.upsert(damaged, into: TaskQueue.collection)
        } else {
            _ = try await store.delete(.id(id), from: TaskQueue.collection)
        }
        return true
    }
}

/// What is done to a document; it is removed by `nil`.
private struct Damage: Sendable {
    let name: String
    let change: @Sendable (Document) -> Document?

    static let removal = Damage(name: "document removed") { _ in nil }

    init(name: String, change: @escaping @Sendable (Document) -> Document?) {
        self.name = name
        self.change = change
    }

    init(_ path: String, _ value: DocumentValue?) {
        name = "\(path) \(value.map { "set to \("\($0)".prefix(60))" } ?? "removed")"
        change = { try? Update([value.map { .set(path, $0) } ?? .unset(path)]).applied(to: $0) }
    }
}
