import Environments
import Persistence
import Testing

@testable import AIWorker

@Suite("Recovery", .timeLimit(.minutes(5)))
struct RecoveryTests {
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
