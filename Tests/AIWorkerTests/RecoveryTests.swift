import Environments
import Persistence
import Testing

@testable import AIWorker

@Suite("Recovery", .timeLimit(.minutes(5)))
struct RecoveryTests {
    /// Effects of an undisturbed small world, so that a kill at each of them can be tried.
    private func effectsOfWholeRun() async throws -> Int {
        let lifeline = Lifeline(effects: 1_000_000)
        let worker = TestWorker(over: MemoryStore(), platform: FakePlatform(), lifeline: lifeline)
        try await worker.submit(users: 2, posts: 3)
        _ = try await worker.end()
        await worker.engine.stop(grace: .seconds(5))
        return 1_000_000 - lifeline.remaining
    }

    @Test("Killed at any effect, before it or after it, the world completes without a duplicate", arguments: [false, true])
    func killedAnywhere(isAnswerLost: Bool) async throws {
        let effects = try await effectsOfWholeRun()
        #expect(effects > 100)
        // Every other moment each way: odd ones before the effect, even ones after it.
        for moment in stride(from: isAnswerLost ? 2 : 1, through: effects, by: 2) {
            let store = MemoryStore()
            let platform = FakePlatform()
            let lifeline = Lifeline(effects: moment)
            let first = TestWorker(over: store, platform: platform, lifeline: lifeline, isAnswerLost: isAnswerLost)
            try? await first.submit(users: 2, posts: 3)
            while !lifeline.isCut, try await !isOver(first) { try await Task.sleep(for: .milliseconds(1)) }
            await first.engine.stop(grace: .zero)

            let second = TestWorker(over: store, platform: platform, name: "worker-2")
            try await second.engine.recover()
            try await second.submit(users: 2, posts: 3)
            let progress = try #require(try await second.end(), "killed at \(moment)")
            await second.engine.stop(grace: .seconds(5))
            try await check(progress, second, platform, "killed at effect \(moment) of \(effects)")
        }
    }

    private func isOver(_ worker: TestWorker) async throws -> Bool {
        try await worker.store.get(TestWorker.worldID.canonical, from: "world_generation_status").flatMap(WorldProgress.init)?.isOver
            ?? false
    }

    private func check(_ progress: WorldProgress, _ worker: TestWorker, _ platform: FakePlatform, _ moment: Comment) async throws {
        #expect(progress.status == .completed, moment)
        #expect(progress.usersCreated == 2 && progress.postsCreated == 3, moment)
        #expect(progress.tasksTotal == 16 && progress.tasksCompleted == 16 && progress.tasksFailed == 0, moment)
        let outside = platform.now
        #expect(outside.characters.count == 2 && outside.posts.count == 3 && outside.media.count == 7, moment)
        // Only calls that were under way may have been paid for twice.
        #expect(outside.paidCalls.values.allSatisfy { $0 <= 2 }, moment)
        let tasks = try await worker.tasks()
        #expect(tasks.count == 16 && tasks.allSatisfy { $0.status == .completed }, moment)
    }

    @Test("Two workers on one store share a world without doing anything twice")
    func twoWorkers() async throws {
        let store = MemoryStore()
        let platform = FakePlatform()
        let script = Script(disturb: { _, _ in try await Task.sleep(for: .milliseconds(1)) })
        func small(_ configuration: inout AIWorkerConfiguration) {
            configuration.maximumTasks = 3
            configuration.lookInterval = .milliseconds(3)
        }
        let first = TestWorker(
            over: store, platform: platform, script: script, name: "worker-1", distribution: .sharedStore(isFirst: false), configure: small)
        let second = TestWorker(
            over: store, platform: platform, script: script, name: "worker-2", distribution: .sharedStore(isFirst: false), configure: small)
        try await first.submit(users: 6, posts: 30)
        let maintenance = [first, second].map { worker in Task { await worker.engine.maintain() } }
        let progress = try #require(try await first.end())
        for task in maintenance { task.cancel() }
        let workers = try await first.store.find(Query(.all), in: "tasks").compactMap { $0["worker_id"]?.string }
        #expect(Set(workers) == ["worker-1", "worker-2"])
        #expect(progress.status == .completed && progress.usersCreated == 6 && progress.postsCreated == 30)
        #expect(progress.tasksTotal == progress.tasksCompleted && platform.now.posts.count == 30)
        #expect(platform.now.paidCalls.values.allSatisfy { $0 == 1 })
    }

    @Test("A lease that ran out is taken over; its old holder changes nothing any more")
    func lease() async throws {
        let store = MemoryStore()
        let clock = FixedClock(Timestamp(seconds: 1000))
        let environment = Environment(clock: clock)
        let first = TaskQueue(store: store, environment: environment, workerID: "worker-1", lease: .seconds(60))
        let second = TaskQueue(store: store, environment: environment, workerID: "worker-2", lease: .seconds(60))
        let id = Identifier(high: 3, low: 4)
        try await first.add([
            TaskRecord.newDocument(
                id: id, type: .generatePost, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: environment.now())
        ])
        #expect(try await first.claim(id) != nil)
        #expect(try await second.claim(id) == nil)
        clock.advance(by: .seconds(50))
        try await first.renewLeases(of: [id])
        clock.advance(by: .seconds(50))
        #expect(try await second.abandoned(everything: false).tasks.isEmpty)
        clock.advance(by: .seconds(20))
        #expect(try await second.takeOver(try await second.abandoned(everything: false)) == 1)
        let claimed = try #require(try await second.claim(id).flatMap(TaskRecord.init))
        #expect(claimed.claims == 2 && claimed.failures == 0)
        #expect(try await first.complete(id, result: [:]) == false)
        #expect(try await first.remember("step", .bool(true), of: id) == false)
        #expect(try await second.complete(id, result: ["x": 1]) == true)
        #expect(try await second.claim(id) == nil)
    }

    @Test("A graceful stop gives interrupted tasks back; the next process goes on")
    func gracefulStop() async throws {
        let store = MemoryStore()
        let platform = FakePlatform()
        let slow = Script(disturb: { _, task in if task.type == .generateCharacter { try await Task.sleep(for: .seconds(30)) } })
        let first = TestWorker(over: store, platform: platform, script: slow)
        try await first.submit(users: 3, posts: 6)
        while try await first.tasks().filter({ $0.type == .generateCharacter }).count < 3 { try await Task.sleep(for: .milliseconds(2)) }
        try await Task.sleep(for: .milliseconds(20))
        await first.engine.stop(grace: .milliseconds(20))
        #expect(try await first.tasks().allSatisfy { $0.status != .inProgress })

        let second = TestWorker(over: store, platform: platform, name: "worker-2")
        try await second.engine.recover()
        let progress = try #require(try await second.end())
        #expect(progress.status == .completed && progress.usersCreated == 3 && progress.postsCreated == 6)
        #expect(try await second.tasks().allSatisfy { $0.failures == 0 })
    }
}
