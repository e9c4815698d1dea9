import Environments
import Persistence
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

/// Task documents that no sound program has written: each ends with a reason, and neither the process nor another world suffers.
@Suite("Poison tasks", .timeLimit(.minutes(2)))
struct PoisonTaskTests {
    private let store = MemoryStore()
    private let id = Identifier.v5(namespace: TestWorker.worldID, name: "poison")

    /// Lets a worker find a task that was written by hand, and gives the task as it ended.
    private func end(
        of type: String, _ parameters: Document, script: Script = Script(), changing change: (inout Document) -> Void = { _ in }
    ) async throws -> Document {
        var document = TaskRecord.newDocument(
            id: id, type: .initWorldCreation, worldID: TestWorker.worldID, parent: nil, parameters: parameters, at: Timestamp(seconds: 1))
        document["type"] = .string(type)
        change(&document)
        try await store.insert(document, into: "tasks")
        let worker = TestWorker(over: store, platform: FakePlatform(), script: script)
        try await worker.engine.recover()
        for _ in 0..<5000 {
            guard let task = try await store.get(id.canonical, from: "tasks") else { break }
            if task["status"] == "failed" || task["status"] == "completed" { break }
            try await Task.sleep(for: .milliseconds(2))
        }
        await worker.engine.stop(grace: .seconds(5))
        return try #require(try await store.get(id.canonical, from: "tasks"))
    }

    /// Writes the record of a world that has just begun.
    private func beginWorld() async throws {
        try await ProgressBook(store: store, writer: "w", environment: Environment(), logger: .disabled).begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 9, imageLimit: 9,
                now: Timestamp(seconds: 1)))
    }

    private func progress() async throws -> WorldProgress? {
        try await store.get(TestWorker.worldID.canonical, from: "world_generation_status").flatMap(WorldProgress.init)
    }

    @Test(
        "An order that cannot be read fails, and its world with it",
        arguments: [
            (["user_prompt": 5], "user_prompt"), (["user_prompt": "p", "users_count": "many"], "users_count"),
            (["user_prompt": "p", "users_count": .int64(.max)], "users_count is out of range"),
            (["user_prompt": "p", "posts_count": .int64(.min)], "posts_count is out of range"),
            (["user_prompt": "p", "users_count": 1e300], "users_count"),
            (["user_prompt": "p", "users_count": 2_000_000, "posts_count": 1], "at most 500 characters"),
            (["user_prompt": "p", "users_count": 1, "posts_count": 999_999_999], "at most 500 characters and 100000 posts"),
            (["user_prompt": "p", "users_count": -999_999_999], "at least 1 character"),
            (["user_prompt": "p", "api_call_limits_llm": .int64(.max)], "api_call_limits_llm is out of range"),
            (["user_prompt": "p", "api_call_limits_images": "none"], "api_call_limits_images"), ([:], "the prompt is empty"),
        ] as [(Document, String)])
    func orders(parameters: Document, reason: String) async throws {
        let task = try await end(of: "init_world_creation", parameters)
        #expect(task["status"] == "failed" && task["error"]?.string?.contains(reason) == true, "\(task["error"] ?? .null)")
        let progress = try #require(try await progress())
        #expect(progress.status == .failed && progress.stages[.initializing] == .failed && progress.isOver)
        #expect(progress.failureReason?.contains(reason) == true)
    }

    @Test(
        "A task with broken parameters fails with what is wrong with them",
        arguments: [
            ("generate_world_description", ["user_prompt": "p", "users_count": 1], "posts_count"),
            ("generate_world_description", ["user_prompt": "p", "users_count": .int64(.max), "posts_count": 1], "users_count"),
            ("generate_character_batch", ["users_count": 1, "posts_count": .int64(.max)], "posts_count is out of range"),
            ("generate_character_batch", ["users_count": 1, "posts_count": 1, "count_run": .int64(.max)], "count_run is out of range"),
            ("generate_character", ["character_data": ["posts_count": .int64(.max)], "character_index": 0], "character_data.posts_count"),
            ("generate_character_avatar", ["character_detail": [1, 2], "character_id": "c", "character_index": 0], "character_detail"),
            ("generate_post_batch", ["posts_count": .int64(.min)], "posts_count is out of range"),
            ("generate_post", ["post_index": "first"], "generate_post"), ("generate_post_image", [:], "generate_post_image"),
            ("generate_video", [:], "unknown task type generate_video"),
        ] as [(String, Document, String)])
    func brokenParameters(type: String, parameters: Document, reason: String) async throws {
        let task = try await end(of: type, parameters)
        #expect(task["status"] == "failed" && task["error"]?.string?.contains(reason) == true, "\(task["error"] ?? .null)")
    }

    @Test("A task of a world that nobody knows fails after its attempts")
    func missingWorld() async throws {
        let task = try await end(of: "generate_character_batch", ["users_count": 1, "posts_count": 1])
        #expect(task["status"] == "failed" && task["attempt_count"] == 4)
        #expect(task["error"] == .string("world_parameters has no description of world \(TestWorker.worldID.canonical)"))
    }

    private static let ownFields: [(String, DocumentValue)] = [
        ("failed_attempts", .int64(.max)), ("failed_attempts", .int64(.min)), ("attempt_count", .int64(.max - 1)),
        ("not_before", .date(Timestamp(microseconds: .min))), ("held_since", .date(Timestamp(seconds: .max))),
        ("held_since", .date(Timestamp(microseconds: .min))), ("checkpoint", ["other": 5]), ("checkpoint", "none"),
        ("parent_id", "nobody"), ("lease_until", .date(Timestamp(microseconds: .max))), ("worker_id", .null),
        ("attempts", [5]), ("retries", .int64(.max)),
    ]

    @Test("Fields that only the worker writes may hold anything", arguments: ownFields)
    func otherFields(key: String, value: DocumentValue) async throws {
        let task = try await end(of: "init_world_creation", ["user_prompt": "A world", "users_count": 1, "posts_count": 1]) {
            $0[key] = value
        }
        #expect(task["status"] == "completed", "\(task)")
    }

    @Test("They may also when the task waits for a provider and fails once", arguments: ownFields)
    func otherFieldsOfFailures(key: String, value: DocumentValue) async throws {
        let calls = Mutex(0)
        let script = Script(disturb: { name, task in
            guard name == "llm", task.type == .generateWorldDescription else { return }
            switch calls.withLock({ calls in
                calls += 1
                return calls
            }) {
            case 1: throw CallFailure(kind: .circuitOpen(retryAfter: .milliseconds(1)), description: "down")
            case 2: throw CallFailure.retryable("once")
            default: return
            }
        })
        try await beginWorld()
        let parameters: Document = ["user_prompt": "A world", "users_count": 1, "posts_count": 1]
        let task = try await end(of: "generate_world_description", parameters, script: script) { $0[key] = value }
        // What has failed more often than a task may fails with its next failure, and what is held back for ages is not any more.
        let isSpent = value == .int64(.max) && key == "failed_attempts"
        #expect(task["status"] == (isSpent ? "failed" : "completed"), "\(task["error"] ?? .null)")
        #expect(calls.withLock { $0 } == (isSpent ? 2 : 3))
    }

    @Test("A time to wait for that is no time, or in another age, starts no endless loop", arguments: [false, true])
    func neverDue(isTime: Bool) async throws {
        let environment = Environment()
        let queue = TaskQueue(
            store: store, environment: environment, workerID: "worker-1", lease: .seconds(60), marksOwedWakeUps: false)
        var document = TaskRecord.newDocument(
            id: id, type: .generatePost, worldID: TestWorker.worldID, parent: nil, parameters: [:], at: environment.now())
        document["not_before"] = isTime ? .date(Timestamp(microseconds: .max)) : "tomorrow"
        try await queue.add([document])
        let isEverDue = try await queue.dueTime(of: id) != nil
        let isClaimed = try await queue.claim(id) != nil
        #expect(isEverDue == isTime && isClaimed == isTime)
    }

    @Test("A world id that is none is named")
    func badWorldID() async throws {
        let task = try await end(of: "init_world_creation", ["user_prompt": "p"]) { $0["world_id"] = "everywhere" }
        #expect(task["status"] == "failed" && task["error"] == "world_id everywhere is no UUID")
    }

    @Test("A checkpoint that cannot be read fails the task after its attempts")
    func brokenCheckpoint() async throws {
        try await beginWorld()
        try await WorldShelf(store: store, environment: Environment()).save(
            try WorldDescription.parse(Sample.value(of: WorldDescription.schema)), of: TestWorker.worldID)
        let task = try await end(of: "generate_character_batch", ["users_count": 1, "posts_count": 1]) {
            $0["checkpoint"] = ["answer": ["value": ["neither": "answer nor refusal"]]]
        }
        #expect(task["status"] == "failed" && task["attempt_count"] == 4 && task["error"]?.string?.isEmpty == false)
    }
}
