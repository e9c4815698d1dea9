import Environments
import Persistence
import Synchronization
import Testing

@testable import AIWorker

/// A broker in memory: hands each notice to the next of its workers, again when that one stops, and fails on demand.
private final class MemoryBroker: TaskBroker {
    struct Failure: Error {}

    private struct State {
        var workers: [Engine] = []
        var announced: [TaskNotice] = []
        var announcements = 0
        var isAway = false
    }

    private let state = Mutex(State())
    private let fails: @Sendable (Int) -> Bool
    private let loses: @Sendable (Int) -> Bool

    /// - Parameters:
    ///   - fails: whether the announcement of this number, from 1, is refused.
    ///   - loses: whether it is taken and nobody is told.
    init(fails: @escaping @Sendable (Int) -> Bool = { _ in false }, loses: @escaping @Sendable (Int) -> Bool = { _ in false }) {
        self.fails = fails
        self.loses = loses
    }

    func connect(_ workers: [Engine]) { state.withLock { $0.workers = workers } }

    var announced: [TaskNotice] { state.withLock { $0.announced } }

    /// Whether announcements wait for the broker to come back.
    var isAway: Bool {
        get { state.withLock { $0.isAway } }
        set { state.withLock { $0.isAway = newValue } }
    }

    func announce(_ tasks: [TaskNotice]) async throws {
        while isAway { try await Task.sleep(for: .milliseconds(2)) }
        let number = state.withLock { state in
            state.announcements += 1
            return state.announcements
        }
        if fails(number) { throw Failure() }
        if loses(number) { return }
        for task in tasks {
            let number = state.withLock { state in
                state.announced.append(task)
                return state.announced.count
            }
            Task {
                // Handed to one after the other until one takes it.
                for turn in number..<(number + 4) {
                    guard let worker = state.withLock({ $0.workers.isEmpty ? nil : $0.workers[turn % $0.workers.count] }) else { return }
                    if await worker.take(task) { return }
                }
            }
        }
    }
}

@Suite("Distribution of tasks", .timeLimit(.minutes(2)))
struct DistributionTests {
    private let store = MemoryStore()
    private let platform = FakePlatform()

    @Test("Worlds take turns, each in its own order")
    func fairQueue() {
        var queue = FairQueue()
        let worlds = (0..<3).map { Identifier(high: 1, low: UInt64($0)) }
        // Ten tasks of the first world are there before one of each of the others comes.
        func task(_ world: Int, _ number: Int) -> TaskNotice {
            TaskNotice(id: Identifier(high: UInt64(world), low: UInt64(number)), type: "x", worldID: worlds[world])
        }
        for number in 0..<10 { queue.append(task(0, number)) }
        queue.append(task(1, 0))
        queue.append(task(2, 0))
        #expect(queue.count == 12)
        var order: [TaskNotice] = []
        while let next = queue.next() { order.append(next) }
        #expect(order.prefix(4) == [task(0, 0), task(1, 0), task(2, 0), task(0, 1)])
        #expect(order.filter { $0.worldID == worlds[0] } == (0..<10).map { task(0, $0) })
        #expect(queue.isEmpty)
        queue.append(task(1, 5))
        #expect(queue.next() == task(1, 5) && queue.next() == nil)
    }

    @Test("Two workers that a broker wakes share a world; announcements that fail are made up for")
    func broker() async throws {
        let broker = MemoryBroker { $0 % 3 == 0 }
        func small(_ configuration: inout AIWorkerConfiguration) {
            configuration.maximumTasks = 4
            configuration.lookInterval = .milliseconds(5)
            configuration.lease = .milliseconds(600)
        }
        let workers = ["worker-1", "worker-2"].map {
            TestWorker(over: store, platform: platform, name: $0, distribution: .broker(broker), configure: small)
        }
        broker.connect(workers.map(\.engine))
        try await workers[0].submit(users: 4, posts: 12)
        let maintenance = workers.map { worker in Task { await worker.engine.maintain() } }
        let progress = try #require(try await workers[0].end())
        for task in maintenance { task.cancel() }
        #expect(progress.status == .completed && progress.postsCreated == 12 && progress.tasksCompleted == progress.tasksTotal)
        #expect(platform.now.posts.count == 12 && platform.now.paidCalls.values.allSatisfy { $0 == 1 })
        let documents = try await store.find(Query(.all), in: "tasks")
        #expect(Set(documents.compactMap { $0["worker_id"]?.string }) == ["worker-1", "worker-2"])
        #expect(documents.allSatisfy { $0["wake_up_owed"] == nil })
        #expect(Set(broker.announced.map(\.id)).count == documents.count - 1)
    }

    @Test("Tasks whose notices the broker has lost are found by a worker that has room")
    func lostNotices() async throws {
        let broker = MemoryBroker(loses: { $0 % 4 == 0 })
        let worker = TestWorker(over: store, platform: platform, distribution: .broker(broker)) { $0.lease = .milliseconds(90) }
        broker.connect([worker.engine])
        let maintenance = Task { await worker.engine.maintain() }
        try await worker.submit(users: 2, posts: 4)
        let progress = try #require(try await worker.end())
        maintenance.cancel()
        #expect(progress.status == .completed && progress.postsCreated == 4)
    }

    @Test("A worker that is alone announces all that waits to a broker that knows of nothing")
    func newBroker() async throws {
        let forgetful = MemoryBroker()
        let first = TestWorker(over: store, platform: platform, distribution: .broker(forgetful, isAlone: true))
        try await first.submit(users: 2, posts: 4)
        while forgetful.announced.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        await first.engine.stop(grace: .seconds(5))
        let broker = MemoryBroker()
        let second = TestWorker(over: store, platform: platform, name: "worker-2", distribution: .broker(broker, isAlone: true))
        broker.connect([second.engine])
        try await second.engine.recover()
        let progress = try #require(try await second.end())
        #expect(progress.status == .completed && progress.postsCreated == 4)
    }

    @Test("While the broker is away, work goes on, leases are kept and announcements do not pile up")
    func brokerAway() async throws {
        let broker = MemoryBroker()
        let script = Script(disturb: { name, task in
            if task.type == .generateCharacter, name == "llm" { broker.isAway = true }
        })
        let worker = TestWorker(over: store, platform: platform, script: script, distribution: .broker(broker)) {
            $0.maximumTasks = 1
            $0.lease = .milliseconds(150)
        }
        broker.connect([worker.engine])
        let maintenance = Task { await worker.engine.maintain() }
        try await worker.submit(users: 4, posts: 4)
        // Each character is followed by tasks whose announcement waits; its permit does not.
        while try await worker.tasks().count(where: { $0.type == .generateCharacter && $0.status == .completed }) < 4 {
            try await Task.sleep(for: .milliseconds(2))
        }
        // Longer than what is owed is left alone.
        try await Task.sleep(for: .milliseconds(400))
        let held = Identifier(high: 9, low: 9)
        worker.engine.held.claimed(held)
        try await store.insert(
            [
                "_id": .string(held.canonical), "status": "in_progress", "worker_id": "worker-1",
                "lease_until": .date(Timestamp(seconds: 1)),
            ],
            into: "tasks")
        while try await store.get(held.canonical, from: "tasks")?["lease_until"]?.date == Timestamp(seconds: 1) {
            try await Task.sleep(for: .milliseconds(5))
        }
        _ = try await store.delete(.id(held.canonical), from: "tasks")
        broker.isAway = false
        let progress = try #require(try await worker.end())
        maintenance.cancel()
        #expect(progress.status == .completed && progress.postsCreated == 4)
        // One more announcement of each is what a world brings about that does not move.
        let announced = broker.announced.map(\.id)
        #expect(announced.count <= 2 * Set(announced).count)
    }

    @Test("A worker that stops hands tasks back to the broker; what it had claimed is announced anew")
    func brokerAndStop() async throws {
        let broker = MemoryBroker()
        let slow = Script(disturb: { _, task in if task.type == .generateCharacter { try await Task.sleep(for: .seconds(30)) } })
        let first = TestWorker(over: store, platform: platform, script: slow, distribution: .broker(broker))
        broker.connect([first.engine])
        try await first.submit(users: 3, posts: 6)
        while platform.now.worldImages == nil { try await Task.sleep(for: .milliseconds(2)) }
        while try await first.tasks().filter({ $0.type == .generateCharacter && $0.status == .inProgress }).count < 3 {
            try await Task.sleep(for: .milliseconds(2))
        }
        let second = TestWorker(over: store, platform: platform, name: "worker-2", distribution: .broker(broker))
        broker.connect([second.engine])
        await first.engine.stop(grace: .milliseconds(10))
        let unknown = TaskNotice(id: Identifier(high: 9, low: 9), type: "generate_post", worldID: TestWorker.worldID)
        #expect(await first.engine.take(unknown) == false)
        #expect(await second.engine.take(unknown))
        let progress = try #require(try await second.end())
        #expect(progress.status == .completed && progress.postsCreated == 6)
    }

    @Test("A store that is gone for a while costs no attempt and loses nothing", arguments: [40, 90, 140])
    func outageOfTheStore(from operation: Int) async throws {
        let count = Mutex(0)
        // Gone for sixty operations, which the pauses of those who wait make some time.
        let store = OutageStore(base: store) {
            count.withLock { count in
                count += 1
                return (operation..<operation + 60).contains(count)
            }
        }
        let worker = TestWorker(over: store, platform: platform) { $0.lease = .milliseconds(100) }
        try await worker.submit(users: 3, posts: 6)
        let maintenance = Task { await worker.engine.maintain() }
        let reader = TestWorker(over: self.store, platform: platform)
        let progress = try #require(try await reader.end())
        maintenance.cancel()
        #expect(progress.status == .completed && progress.postsCreated == 6 && progress.tasksFailed == 0)
        #expect(platform.now.posts.count == 6 && platform.now.characters.count == 3)
        #expect(try await reader.tasks().allSatisfy { $0.failures == 0 && $0.status == .completed })
    }

    @Test("A clock that is set back holds up neither waiting tasks nor those of a dead worker")
    func clockSetBack() async throws {
        let clock = FixedClock(Timestamp(seconds: 10_000))
        let queue = TaskQueue(store: store, environment: Environment(clock: clock), workerID: "worker-1", lease: .seconds(30))
        let id = Identifier(high: 3, low: 4)
        try await queue.add([
            TaskRecord.newDocument(id: id, type: .generatePost, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: clock.now())
        ])
        let task = ClaimedTask(try #require(try await queue.claim(id).flatMap(TaskRecord.init)))
        clock.advance(by: .seconds(-3600))
        #expect(try await queue.abandoned(everything: false).tasks.map(\.id) == [id])
        clock.advance(by: .seconds(3600))
        let release = TaskQueue.Release(.tryAgain("x"), task, pause: { _ in .seconds(60) }, now: clock.now())
        #expect(try await queue.release(id, release))
        #expect(try await queue.claim(id) == nil)
        clock.advance(by: .seconds(-3600))
        #expect(try await queue.claim(id) != nil)
    }
}
