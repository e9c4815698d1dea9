import Environments
import Persistence
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

@Suite("Control of generations", .timeLimit(.minutes(2)))
struct ControlTests {
    private let store = MemoryStore()
    private let platform = FakePlatform()

    /// Waits for a state that comes soon.
    private func eventually(_ what: Comment, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<10_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record(what)
    }

    private func progress() async throws -> WorldProgress {
        try #require(try await store.get(TestWorker.worldID.canonical, from: "world_generation_status").flatMap(WorldProgress.init))
    }

    /// Steps take a moment, so that there is a middle.
    private func slow(_ pause: Duration = .milliseconds(5)) -> Script { Script(disturb: { _, _ in try await Task.sleep(for: pause) }) }

    private func pauseInTheMiddle(_ worker: TestWorker, posts: Int = 0) async throws {
        try await worker.submit(users: 4, posts: 12)
        try await eventually("the middle") { platform.now.characters.count >= 2 && platform.now.posts.count >= posts }
        let document = try await worker.control.pause(TestWorker.worldID)
        #expect(document["paused"] == true && document["status"] == "in_progress")
        try await eventually("nothing runs") { try await worker.tasks().allSatisfy { $0.status != .inProgress } }
    }

    private func checkWhole() async throws {
        let progress = try await progress()
        #expect(progress.status == .completed && progress.usersCreated == 4 && progress.postsCreated == 12)
        #expect(progress.tasksCompleted == progress.tasksTotal && progress.tasksFailed == 0)
        #expect(platform.now.paidCalls.values.allSatisfy { $0 == 1 })
        #expect(platform.now.posts.count == 12)
    }

    @Test("A paused world stands still, without an attempt being counted; resumed, it completes")
    func pauseAndResume() async throws {
        let worker = TestWorker(over: store, platform: platform, script: slow())
        try await pauseInTheMiddle(worker)
        let calls = try await progress().callsMade
        #expect(try await worker.tasks().contains { $0.status == .pending })
        try await Task.sleep(for: .milliseconds(100))
        worker.engine.lookAtWaiting()
        #expect(try await progress().callsMade == calls)
        #expect(try await worker.queue.due(of: TestWorker.worldID).isEmpty, "all that is pending is suspended")
        _ = try await worker.control.pause(TestWorker.worldID)

        let document = try await worker.control.resume(TestWorker.worldID)
        #expect(document["paused"] == false)
        _ = try await worker.end()
        try await checkWhole()
        #expect(try await worker.tasks().allSatisfy { $0.failures == 0 })
    }

    @Test("A post that waits for its turn is given back, too, whether it began to wait before the pause or after it")
    func pauseWithWaitingPosts() async throws {
        let first = Mutex(true)
        let second = Mutex(true)
        let drawn = Mutex(Set<Int>())
        let script = Script(disturb: { name, task in
            guard name == "image", task.type == .generatePostImage, let index = task.parameters["post_index"]?.int else { return }
            _ = drawn.withLock { $0.insert(index) }
            // The first post never gets ready by itself, the second only after the pause.
            while index == 0 && first.withLock({ $0 }) || index == 1 && second.withLock({ $0 }) {
                try await Task.sleep(for: .milliseconds(2))
            }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 3)
        try await eventually("the third post waits, the others are drawn") {
            platform.now.media.keys.filter { $0.contains("post_image") }.count == 1 && drawn.withLock { $0 == [0, 1, 2] }
        }
        _ = try await worker.control.pause(TestWorker.worldID)
        second.withLock { $0 = false }
        try await eventually("only the first post runs") { try await worker.tasks().filter { $0.status == .inProgress }.count == 1 }
        first.withLock { $0 = false }
        try await eventually("nothing runs") { try await worker.tasks().allSatisfy { $0.status != .inProgress } }
        #expect(platform.now.posts.isEmpty)
        _ = try await worker.control.resume(TestWorker.worldID)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && platform.now.posts.count == 3)
        #expect(platform.now.posts.map { $0.order.mediaID }.count == 3 && platform.now.paidCalls.values.allSatisfy { $0 == 1 })
    }

    @Test("A pause outlives the process; the next one goes on when the world is resumed there, with the posts in their order")
    func restartWhilePaused() async throws {
        let first = TestWorker(over: store, platform: platform, script: slow())
        try await pauseInTheMiddle(first, posts: 1)
        await first.engine.stop(grace: .seconds(5))
        let calls = try await progress().callsMade

        // The last posts are ready first.
        let script = Script(disturb: { name, task in
            guard name == "llm" || name == "image", let index = task.parameters["post_index"]?.int else { return }
            try await Task.sleep(for: .milliseconds(40 - 10 * index))
        })
        let second = TestWorker(over: store, platform: platform, script: script, name: "worker-2")
        try await second.engine.recover()
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await progress().callsMade == calls)
        _ = try await second.control.resume(TestWorker.worldID)
        _ = try await second.end()
        try await checkWhole()
        let places = Dictionary(uniqueKeysWithValues: try await second.tasks().map { ($0.id.canonical, $0.parameters["post_index"]?.int) })
        for posts in Dictionary(grouping: platform.now.posts, by: \.order.characterID).values {
            #expect(posts.map { places[String($0.key.prefix(36))] } == posts.indices.map { $0 })
        }
    }

    @Test("A resumption that was written and not carried out is carried out by the next process")
    func interruptedResumption() async throws {
        let first = TestWorker(over: store, platform: platform, script: slow())
        try await pauseInTheMiddle(first)
        _ = try await first.book.apply(.resume, to: TestWorker.worldID)
        await first.engine.stop(grace: .seconds(5))
        let second = TestWorker(over: store, platform: platform, name: "worker-2")
        try await second.engine.recover()
        _ = try await second.end()
        try await checkWhole()
    }

    @Test("A cancelled world ends at once, keeps what it has, and its counters add up", arguments: [false, true])
    func cancel(isPaused: Bool) async throws {
        let worker = TestWorker(over: store, platform: platform, script: slow())
        if isPaused {
            try await pauseInTheMiddle(worker)
        } else {
            try await worker.submit(users: 4, posts: 12)
            try await eventually("some characters") { platform.now.characters.count >= 2 }
        }
        _ = try await worker.control.cancel(TestWorker.worldID, by: "a test")
        let progress = try #require(try await worker.end())
        #expect(progress.status == .failed && progress.failureReason == "cancelled by a test" && progress.cancelledAt != nil)
        #expect(progress.isOver && progress.tasksFailed > 0 && progress.tasksCompleted + progress.tasksFailed == progress.tasksTotal)
        #expect(progress.usersCreated >= 2 && progress.usersCreated <= platform.now.characters.count)
        for task in try await worker.tasks() where task.status != .completed {
            #expect(task.status == .failed && task.error == "the generation has failed: cancelled by a test")
        }
        for act in [worker.control.pause, worker.control.resume, { try await worker.control.cancel($0, by: "x") }] {
            await #expect(throws: ControlError.self) { _ = try await act(TestWorker.worldID) }
        }
        // A cancelled world has failed, and what has failed can be taken up again.
        _ = try await worker.control.retry(TestWorker.worldID)
        _ = try await worker.end()
        #expect(try await self.progress().status == .completed && platform.now.posts.count == 12)
    }

    @Test("Failed tasks are taken up again when the provider works, critical ones too, and the world completes", arguments: [true, false])
    func retry(isCritical: Bool) async throws {
        let isBroken = Mutex(true)
        let type = isCritical ? TaskType.generateCharacterBatch : .generateCharacter
        let script = Script(disturb: { name, task in
            if name == "llm", task.type == type, isBroken.withLock({ $0 }) { throw CallFailure.permanent("HTTP 402: no credit") }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 4, posts: 12)
        let failed = try #require(try await worker.end())
        #expect(failed.status == (isCritical ? .failed : .completed) && failed.tasksFailed >= (isCritical ? 1 : 4))
        isBroken.withLock { $0 = false }
        let retried = try await worker.control.retry(TestWorker.worldID)
        #expect(retried.tasks == failed.tasksFailed)
        _ = try await worker.end()
        let progress = try await progress()
        #expect(progress.status == .completed && progress.tasksFailed == 0 && progress.retries == failed.tasksFailed)
        #expect(progress.usersCreated == 4 && progress.postsCreated == 12 && progress.tasksTotal == progress.tasksCompleted)
        #expect(try await worker.tasks().filter { $0.retries == 1 }.count == failed.tasksFailed)
        await #expect(throws: ControlError.self) { _ = try await worker.control.retry(TestWorker.worldID) }
    }

    @Test("One task can be retried, unless the world needs another failed one")
    func retryOne() async throws {
        let isBroken = Mutex(true)
        let script = Script(disturb: { name, task in
            if name == "image", task.type == .generateCharacterAvatar, isBroken.withLock({ $0 }) { throw CallFailure.permanent("no") }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 2, posts: 2)
        _ = try await worker.end()
        let failed = try await worker.tasks().filter { $0.status == .failed }
        #expect(failed.count == 2)
        isBroken.withLock { $0 = false }
        let retried = try await worker.control.retryTask(try #require(failed.first).id)
        #expect(retried.tasks == 1)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.tasksFailed == 1)
        await #expect(throws: ControlError.self) { _ = try await worker.control.retryTask(try #require(failed.first).id) }
        await #expect(throws: ControlError.self) { _ = try await worker.control.retryTask(Identifier(high: 1, low: 1)) }
    }

    @Test("A retry that was counted and not carried out is carried out by the next process")
    func interruptedRetry() async throws {
        let script = Script(disturb: { name, task in if task.type == .generateWorldDescription { throw CallFailure.permanent("no") } })
        let first = TestWorker(over: store, platform: platform, script: script)
        try await first.submit(users: 4, posts: 12)
        _ = try await first.end()
        let failed = try #require(try await first.tasks().first { $0.status == .failed })
        let event = ProgressEvent.retry([RetriedTask(id: failed.id, type: failed.type, run: 1)], raisingLimitsBy: nil)
        #expect(try await first.book.apply(event, to: TestWorker.worldID) == .applied)
        await first.engine.stop(grace: .seconds(5))
        let second = TestWorker(over: store, platform: platform, name: "worker-2")
        try await second.engine.recover()
        _ = try await second.end()
        try await checkWhole()
    }

    @Test("A world that has used up its limit goes on with larger limits only")
    func raisedLimits() async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: 4, posts: 12, llmLimit: 10)
        _ = try await worker.end()
        #expect(try await progress().failureReason == "limit of 10 LLM calls is used up")
        await #expect(throws: ControlError.self) { _ = try await worker.control.retry(TestWorker.worldID) }
        await #expect(throws: ControlError.self) { _ = try await worker.control.retry(TestWorker.worldID, raisingLimitsBy: 1001) }
        _ = try await worker.control.retry(TestWorker.worldID, raisingLimitsBy: 900)
        _ = try await worker.end()
        let progress = try await progress()
        #expect(progress.status == .completed && progress.limits[.llm] == 100 && progress.postsCreated == 12)
    }

    @Test("Another worker on the store notices a pause and a resumption")
    func twoWorkers() async throws {
        let shared = TaskDistribution.sharedStore(isFirst: false)
        let worker = TestWorker(over: store, platform: platform, script: slow(), distribution: shared)
        let other = TestWorker(over: store, platform: platform, script: slow(), name: "worker-2", distribution: shared)
        try await worker.submit(users: 4, posts: 12)
        try await eventually("some characters") { platform.now.characters.count >= 2 }
        _ = try await other.control.pause(TestWorker.worldID)
        try await eventually("no calls") {
            worker.engine.lookAtWaiting()
            return try await worker.tasks().allSatisfy { $0.status != .inProgress }
        }
        let calls = try await progress().callsMade
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await progress().callsMade == calls)
        _ = try await other.control.resume(TestWorker.worldID)
        try await eventually("the end") {
            other.engine.lookAtWaiting()
            return try await progress().isOver
        }
        try await checkWhole()
    }

    @Test("A process without a worker controls those that share its store")
    func controlFromElsewhere() async throws {
        let worker = TestWorker(over: store, platform: platform, script: slow(), distribution: .sharedStore(isFirst: true)) {
            $0.lookInterval = .milliseconds(5)
            $0.lease = .seconds(3)
        }
        let maintenance = Task { await worker.engine.maintain() }
        defer { maintenance.cancel() }
        let control = WorkerControl(store: store, environment: Environment(), logger: .disabled)
        try await worker.submit(users: 4, posts: 12)
        try await eventually("some characters") { platform.now.characters.count >= 2 }
        _ = try await control.pause(TestWorker.worldID)
        try await eventually("nothing runs") { try await worker.tasks().allSatisfy { $0.status != .inProgress } }
        #expect(try await progress().status == .inProgress)
        _ = try await control.resume(TestWorker.worldID)
        _ = try await worker.end()
        try await checkWhole()
    }

    @Test("What is refused by memory is asked of the store, where another process may have allowed it")
    func staleMemory() async throws {
        let books = [0, 1].map { ProgressBook(store: store, writer: "\($0)", environment: Environment(), logger: .disabled) }
        try await books[0].begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: nil, imageLimit: nil,
                now: Timestamp(seconds: 1)))
        for (book, event, outcome) in [
            (books[1], ProgressEvent.call(.llm), ProgressOutcome.applied), (books[0], .pause(at: Timestamp(seconds: 2)), .applied),
            (books[1], .call(.llm), .paused), (books[0], .resume, .applied), (books[1], .call(.llm), .applied),
        ] {
            #expect(try await book.apply(event, to: TestWorker.worldID) == outcome)
        }
    }

    @Test("A task that is added while it runs is looked at once more when it leaves")
    func addedWhileRunning() {
        let queue = ReadyQueue(limit: 1)
        let tasks = [1, 2].map { TaskNotice(id: Identifier(high: 0, low: $0), type: "generate_post", worldID: TestWorker.worldID) }
        #expect(queue.add(tasks) == [tasks[0]])
        #expect(queue.add(tasks).isEmpty)
        #expect(queue.leave(tasks[0].id) == [tasks[1]])
        #expect(queue.leave(tasks[1].id) == [tasks[0]])
        #expect(queue.leave(tasks[0].id).isEmpty)
    }
}
