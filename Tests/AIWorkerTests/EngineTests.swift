import Environments
import EventLoops
import Persistence
import ProtoRuntime
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

@Suite("Engine", .timeLimit(.minutes(2)))
struct EngineTests {
    private let platform = FakePlatform()
    private let store: SQLiteStore

    init() async throws { store = try await SQLiteStore.inMemory(pool: BlockingPool(threads: 1, name: "test")) }

    @Test("A lost call lets the limit grow")
    func lostCalls() {
        var progress = WorldProgress(
            worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 5, imageLimit: 5,
            now: Timestamp(seconds: 0))
        #expect(progress.apply(.callsLost([.llm, .images, .llm])) == .applied)
        #expect(progress.limits == [.llm: 7, .images: 6])
    }

    @Test("A world of 20 characters and 100 posts: exact numbers everywhere")
    func wholeWorld() async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: 20, posts: 100)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.failureReason == nil)
        #expect(progress.usersCreated == 20 && progress.postsCreated == 100)
        #expect(progress.callsMade == [.llm: 264, .images: 122])
        #expect(progress.tasksTotal == 265 && progress.tasksCompleted == 265 && progress.taskPredicted == 265)
        let outside = platform.now
        #expect(outside.characters.count == 20 && outside.posts.count == 100 && outside.media.count == 122)
        #expect(outside.paidCalls.count == 264 && outside.paidCalls.values.allSatisfy { $0 == 1 })
        #expect(outside.worldImages != nil && outside.worldName == "a name")
        for task in try await worker.tasks() {
            #expect(task.status == .completed && task.claims == 1 && task.checkpoint.isEmpty, "\(task.type)")
        }
    }

    @Test("Fewer posts than characters: one each, and the prediction says so from the start")
    func fewPosts() async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: 12, posts: 3)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.postsPredicted == 12)
        #expect(progress.usersCreated == 12 && progress.postsCreated == 12)
    }

    @Test("Too few in an answer are asked for again, too many are cut off", arguments: [-3, 4])
    func wrongNumbers(surplus: Int) async throws {
        let script = Script(batch: { $0 > 5 ? max($0 + surplus, 1) : $0 })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 13, posts: 60)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed)
        #expect(progress.usersCreated == 13 && progress.postsCreated == 60)
    }

    @Test("A model that never gives enough is stopped by the depth guard")
    func depthGuard() async throws {
        let worker = TestWorker(over: store, platform: platform, script: Script(batch: { min($0, 1) }))
        try await worker.submit(users: 8, posts: 8, llmLimit: 1000)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed)
        #expect(progress.usersCreated == 2)
        let batches = try await worker.tasks().filter { $0.type == .generateCharacterBatch }
        #expect(batches.count == 3)
    }

    @Test("The posts of a character are published in their order, without holding permits")
    func publicationOrder() async throws {
        // Two permits and four posts: if waiting posts held permits, nothing could move. Later posts are ready first.
        let script = Script(disturb: { name, task in
            guard name == "image", let index = task.parameters["post_index"]?.int else { return }
            try await Task.sleep(for: .milliseconds(30 - 5 * index))
        })
        let worker = TestWorker(over: store, platform: platform, script: script) { $0.maximumTasks = 4 }
        try await worker.submit(users: 2, posts: 12)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.postsCreated == 12)
        let media = platform.now.posts.map { ($0.order.characterID, $0.key) }
        let tasks = Dictionary(uniqueKeysWithValues: try await worker.tasks().map { ($0.id.canonical, $0) })
        for character in Set(media.map(\.0)) {
            let order = media.filter { $0.0 == character }.compactMap { entry in
                tasks[String(entry.1.prefix(36))]?.parameters["post_index"]?.int
            }
            #expect(order == Array(0..<order.count), "\(order)")
        }
    }

    @Test("Attempts: 4 for critical tasks, 2 for others", arguments: [("world_images", 4), ("character", 2)])
    func attempts(effect: String, attempts: Int) async throws {
        let calls = Mutex(0)
        let script = Script(disturb: { name, _ in
            guard name == effect else { return }
            calls.withLock { $0 += 1 }
            throw CallFailure.retryable("down")
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 1)
        let progress = try #require(try await worker.end())
        #expect(calls.withLock { $0 } == attempts)
        let failed = try await worker.tasks().filter { $0.status == .failed && $0.failures == attempts }
        #expect(failed.count == 1 && failed.first?.error == "down" && failed.first?.claims == attempts)
        if attempts == 4 {
            #expect(progress.status == .failed && progress.stages[.worldImage] == .failed)
            #expect(progress.failureReason == "generate_world_image: down")
        } else {
            #expect(progress.status == .completed && progress.tasksFailed == 1 && progress.usersCreated == 0)
        }
    }

    @Test("A retried task does not pay again for what it has achieved")
    func checkpoints() async throws {
        let failures = Mutex<Set<Identifier>>([])
        let script = Script(disturb: { name, task in
            let isFirst = failures.withLock { $0.insert(task.id).inserted }
            if ["character", "avatar", "post", "world", "world_images"].contains(name), isFirst { throw CallFailure.retryable("once") }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 3, posts: 9)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.usersCreated == 3 && progress.postsCreated == 9)
        #expect(platform.now.paidCalls.values.allSatisfy { $0 == 1 })
        #expect(progress.callsMade[.images] == 14)
    }

    @Test("A permanent error ends a task at once")
    func permanentError() async throws {
        let script = Script(disturb: { name, _ in if name == "llm" { throw CallFailure.permanent("HTTP 401: no such key") } })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 1)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .failed)
        #expect(progress.failureReason == "generate_world_description: HTTP 401: no such key")
        #expect(progress.callsMade[.llm] == 1 && progress.tasksFailed == 1)
    }

    @Test("Outages are waited for without counting attempts")
    func outage() async throws {
        let rejections = Mutex(0)
        let script = Script(disturb: { name, task in
            guard name == "llm", task.type == .generateCharacter else { return }
            let count = rejections.withLock { count in
                count += 1
                return count
            }
            if count < 10 { throw CallFailure(kind: .circuitOpen(retryAfter: .milliseconds(3)), description: "down") }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 1, llmLimit: 100)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.tasksFailed == 0 && progress.usersCreated == 1)
    }

    /// A provider behind a breaker, as real calls find it.
    private static func provider(fails: @escaping @Sendable (Int) -> Bool) -> (Script, dependency: Dependency, calls: @Sendable () -> Int) {
        var policy = AIWorkerConfiguration.Breaker()
        policy.recoveryTime = .milliseconds(20)
        let dependency = Dependency(
            "x", limiter: nil, breaker: policy,
            retry: RetryPolicy(attempts: 3, initialPause: .milliseconds(1), maximumPause: .milliseconds(1)),
            environment: Environment(), metrics: Metrics())
        let calls = Mutex(0)
        let script = Script(disturb: { name, task in
            guard name == "llm", task.type == .generatePost else { return }
            try await dependency.call(for: task.worldID) { _ async throws(CallFailure) in
                let number = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                if fails(number) { throw CallFailure.http(status: 500, "down") }
            }
        })
        return (script, dependency, { calls.withLock { $0 } })
    }

    @Test("Outages of a provider, one after the other, cost no attempts, also before its breaker opens")
    func outagesInARow() async throws {
        // Some are shorter than what opens the breaker; between them a call or two succeed.
        let (script, _, calls) = Self.provider { ![1, 6, 7, 12, 22, 23].contains($0) && $0 < 30 }
        let worker = TestWorker(over: store, platform: platform, script: script) { $0.maximumTasks = 1 }
        try await worker.submit(users: 1, posts: 8, llmLimit: 1000)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.tasksFailed == 0 && progress.postsCreated == 8 && calls() > 30)
        #expect(try await worker.tasks().allSatisfy { $0.failures == 0 })
    }

    @Test("An outage without an end, and a request that alone always fails, use up the attempts", arguments: [false, true])
    func endlessFailure(isServedOtherwise: Bool) async throws {
        let (script, dependency, calls) = Self.provider { _ in true }
        let others = Task {
            while isServedOtherwise, !Task.isCancelled {
                try? await dependency.call(for: TestWorker.worldID) { _ async throws(CallFailure) in }
                try? await Task.sleep(for: .microseconds(100))
            }
        }
        let worker = TestWorker(over: store, platform: platform, script: script) {
            $0.longestOutage = isServedOtherwise ? .seconds(3600) : .milliseconds(50)
        }
        try await worker.submit(users: 1, posts: 1, llmLimit: 1000)
        let progress = try #require(try await worker.end())
        others.cancel()
        #expect(progress.status == .completed && progress.tasksFailed == 1 && progress.postsCreated == 0 && calls() >= 6)
        let failed = try await worker.tasks().filter { $0.status == .failed }
        #expect(failed.count == 1 && failed.first?.failures == 2 && failed.first?.error?.contains("down") == true)
    }

    @Test("A service that is not there is waited for, also where few attempts are made")
    func unavailable() async throws {
        let rejections = Mutex(0)
        let script = Script(disturb: { name, _ in
            guard name == "post" else { return }
            let count = rejections.withLock { count in
                count += 1
                return count
            }
            if count < 8 { throw CallFailure(RPCError(.unavailable, "connection refused"), calling: "CreateAIPost") }
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 1, llmLimit: 100)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.tasksFailed == 0 && progress.postsCreated == 1)
        #expect(rejections.withLock { $0 } >= 8)
    }

    @Test("A used-up limit fails the world, keeps what exists and lets nothing hang")
    func limit() async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: 5, posts: 20, llmLimit: 20)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .failed && progress.failureReason == "limit of 20 LLM calls is used up")
        #expect(progress.callsMade[.llm] == 20)
        #expect(progress.isOver && progress.usersCreated == platform.now.characters.count)
        #expect(try await worker.tasks().allSatisfy { $0.status.isTerminal })
    }

    @Test(
        "A bad order fails with its reason",
        arguments: [
            ("", 1, 1, "the prompt is empty"), (" \n", 1, 1, "the prompt is empty"),
            (String(repeating: "x", count: 1001), 1, 1, "the prompt has 1001 bytes; at most 1000 are accepted"),
            ("p", 0, 1, "a world needs at least 1 character and no negative number of posts, got 0 and 1"),
        ])
    func badOrders(prompt: String, users: Int, posts: Int, reason: String) async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: users, posts: posts, prompt: prompt)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .failed && progress.stages[.initializing] == .failed)
        #expect(progress.failureReason == "init_world_creation: \(reason)")
    }

    @Test("A refused post is asked for more mildly; refused twice, it becomes a placeholder", arguments: [1, 2])
    func moderation(refusals: Int) async throws {
        let script = Script(refuses: { prompt in
            prompt.contains("Write one post in the voice") && prompt.contains("topic 1")
                && (refusals == 2 || !prompt.contains("An earlier version was refused") || prompt.contains("a content_brief"))
        })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 3)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.postsCreated == 3 && progress.tasksFailed == 0)
        let captions = platform.now.posts.map(\.order.caption)
        #expect(captions == ["a content", refusals == 2 ? "deleted content" : "a content", "a content"])
        #expect(progress.callsMade[.images] == (refusals == 2 ? 5 : 6))
        if refusals == 2 { #expect(platform.now.posts[1].order.tags.isEmpty) }
    }

    @Test("Ordering a world twice changes nothing")
    func repeatedOrder() async throws {
        let worker = TestWorker(over: store, platform: platform)
        try await worker.submit(users: 2, posts: 2)
        try await worker.submit(users: 5, posts: 9)
        let progress = try #require(try await worker.end())
        try await worker.submit(users: 5, posts: 9)
        #expect(progress.usersCreated == 2 && progress.postsCreated == 2)
        #expect(try await worker.tasks().count == progress.tasksTotal)
    }

    @Test("An unknown type of task fails and harms nobody")
    func unknownType() async throws {
        let worker = TestWorker(over: store, platform: platform)
        let id = Identifier.v5(namespace: TestWorker.worldID, name: "strange")
        var document = TaskRecord.newDocument(
            id: id, type: .generatePost, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: Timestamp(seconds: 1))
        document["type"] = "generate_video"
        try await worker.queue.add([document])
        worker.engine.wake([TaskNotice(id: id, type: "generate_video", worldID: TestWorker.worldID)])
        for _ in 0..<1000 {
            let stored = try await store.get(id.canonical, from: "tasks")
            if stored?["status"] == "failed" { break }
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(try await store.get(id.canonical, from: "tasks")?["error"] == "unknown task type generate_video")
    }
    @Test("A picture that is refused is paid for twice and never again, however often its post waits for its turn")
    func refusedPicture() async throws {
        let script = Script(
            disturb: { name, task in
                // The earlier posts come late, so that the refused one is ready before its turn.
                if name == "llm", task.type == .generatePost, task.parameters["post_index"]?.int != 3 {
                    try await Task.sleep(for: .milliseconds(50))
                }
            },
            refusesPicture: { $0.type == .generatePostImage && $0.parameters["post_index"]?.int == 3 })
        let worker = TestWorker(over: store, platform: platform, script: script)
        try await worker.submit(users: 1, posts: 4)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .completed && progress.callsMade[.images] == 2 + 1 + 3 + 2)
        #expect(platform.now.posts.map { $0.order.caption == "deleted content" } == [false, false, false, true])
        #expect(platform.now.posts.last?.order.tags == [])
    }

    @Test("An avatar and a picture of the world that are refused twice fail")
    func refusedWorldPicture() async throws {
        let worker = TestWorker(
            over: store, platform: platform, script: Script(refusesPicture: { $0.type != .generatePostImage }))
        try await worker.submit(users: 1, posts: 1)
        let progress = try #require(try await worker.end())
        #expect(progress.status == .failed)
        #expect(progress.failureReason?.contains("the picture was refused twice: not nice") == true)
    }
}
