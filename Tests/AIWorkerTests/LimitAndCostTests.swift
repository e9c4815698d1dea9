import Environments
import Persistence
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

/// What a world may cost (generation flow 6.4, 6.5): predicted, limited, counted and added up.
@Suite("Limits and costs", .timeLimit(.minutes(1)))
struct LimitAndCostTests {
    /// A world's size, the batches that its posts need (`nil` for before that is known), and what follows.
    struct Size: Sendable {
        let users, posts: Int
        let batches: Int?
        let llm, images, tasks, llmLimit, imageLimit: Int
    }

    @Test(
        "Predictions and limits follow the formulas",
        arguments: [
            // The example of the flow, with the batches known and with their upper bound.
            Size(users: 20, posts: 100, batches: 20, llm: 264, images: 122, tasks: 265, llmLimit: 330, imageLimit: 153),
            Size(users: 20, posts: 100, batches: nil, llm: 272, images: 122, tasks: 273, llmLimit: 340, imageLimit: 153),
            // The smallest and the largest that WorldService accepts, and its usual one.
            Size(users: 1, posts: 1, batches: nil, llm: 8, images: 4, tasks: 9, llmLimit: 10, imageLimit: 5),
            Size(users: 40, posts: 250, batches: nil, llm: 647, images: 292, tasks: 648, llmLimit: 809, imageLimit: 365),
            Size(users: 25, posts: 150, batches: nil, llm: 392, images: 177, tasks: 393, llmLimit: 490, imageLimit: 222),
            // Fewer posts than characters: everybody writes one.
            Size(users: 12, posts: 3, batches: nil, llm: 64, images: 26, tasks: 65, llmLimit: 80, imageLimit: 33),
            Size(users: 10, posts: 0, batches: nil, llm: 53, images: 22, tasks: 54, llmLimit: 67, imageLimit: 28),
            // Eleven characters take two batches, eleven posts of one character, too.
            Size(users: 11, posts: 11, batches: nil, llm: 59, images: 24, tasks: 60, llmLimit: 74, imageLimit: 30),
            Size(users: 1, posts: 11, batches: nil, llm: 29, images: 14, tasks: 30, llmLimit: 37, imageLimit: 18),
            Size(users: 1, posts: 10, batches: nil, llm: 26, images: 13, tasks: 27, llmLimit: 33, imageLimit: 17),
            // Orders that are refused later still have numbers.
            Size(users: 0, posts: 0, batches: nil, llm: 2, images: 2, tasks: 3, llmLimit: 3, imageLimit: 3),
        ])
    func predictions(size: Size) {
        let prediction = Prediction(users: size.users, posts: size.posts, postBatches: size.batches)
        #expect((prediction.llmCalls, prediction.images, prediction.tasks) == (size.llm, size.images, size.tasks))
        #expect(Prediction.limit(for: prediction.llmCalls) == size.llmLimit && Prediction.limit(for: prediction.images) == size.imageLimit)
    }

    @Test("The upper bound of the batches holds for every distribution")
    func batches() {
        for users in 1...12 {
            for posts in users...60 {
                let bound = Prediction(users: users, posts: posts).postBatches
                // One character writes as many as it can, the others one each; and everybody about the same.
                let extremes = [
                    [posts - users + 1] + [Int](repeating: 1, count: users - 1),
                    PostDistribution.distribute([Int](repeating: 1, count: users), total: posts),
                ]
                for counts in extremes {
                    #expect(counts.reduce(0) { $0 + ceilingOfQuotient($1, 10) } <= bound, "\(counts)")
                }
            }
        }
    }

    @Test("Another reserve gives another limit; 0 leaves none", arguments: [(0, 8, 4), (25, 10, 5), (100, 16, 8), (150, 20, 10)])
    func reserve(percent: Int, llm: Int, images: Int) {
        let progress = WorldProgress(
            worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: nil, imageLimit: nil, reserve: percent,
            now: Timestamp(seconds: 0))
        #expect(progress.limits == [.llm: llm, .images: images])
    }

    @Test("Two workers on one store never make more calls than the limit, however they race", arguments: [1, 7, 40])
    func sharedLimit(limit: Int) async throws {
        let store = MemoryStore()
        let environment = Environment()
        let books = (0..<2).map { ProgressBook(store: store, writer: "\($0)", environment: environment, logger: .disabled) }
        try await books[0].begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 9, posts: 9), llmLimit: limit, imageLimit: 0,
                now: environment.now()))
        let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    // Apart from each other, so that each book writes often and on what the other has left.
                    try await Task.sleep(for: .milliseconds(number / 2))
                    return try await books[number % 2].apply(.call(.llm), to: TestWorker.worldID) == .applied
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == limit)
        let stored = try await store.get(TestWorker.worldID.canonical, from: "world_generation_status")
        let progress = try #require(stored.flatMap(WorldProgress.init))
        #expect(progress.callsMade[.llm] == limit && progress.status == .failed)
        #expect(progress.failureReason == "limit of \(limit) LLM calls is used up")
    }

    @Test("No call is made for a world that is complete")
    func callsAfterTheEnd() {
        var progress = WorldProgress(
            worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 5, imageLimit: 5,
            now: Timestamp(seconds: 0))
        let id = Identifier(high: 1, low: 1)
        _ = progress.apply(.taskEnded(EndedTask(id: id, type: .initWorldCreation, parent: nil, failure: nil, children: [])))
        #expect(progress.status == .completed)
        #expect(progress.apply(.call(.llm)) == .refused("the generation is complete") && progress.callsMade[.llm] == 0)
    }

    @Test("Costs that cannot be written are kept, and written with what comes next or at the end")
    func costsOfAnOutage() async throws {
        let isDown = Mutex(false)
        let base = MemoryStore()
        let store = OutageStore(base: base, isDown: { isDown.withLock { $0 } })
        let environment = Environment()
        let book = ProgressBook(store: store, writer: "w", environment: environment, logger: .disabled)
        try await book.begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 5, imageLimit: 5,
                now: environment.now()))
        func cost() async throws -> Int64? {
            let stored = try await base.get(TestWorker.worldID.canonical, from: "world_generation_status")
            return stored.flatMap(WorldProgress.init)?.costs[.images]
        }
        isDown.withLock { $0 = true }
        for _ in 0..<32 { book.post(.cost(.images, microdollars: 600), to: TestWorker.worldID) }
        await #expect(throws: ProgressError.self) { try await book.apply(.call(.llm), to: TestWorker.worldID) }
        #expect(try await cost() == 0)
        isDown.withLock { $0 = false }
        #expect(try await book.apply(.call(.llm), to: TestWorker.worldID) == .applied)
        #expect(try await cost() == 32 * 600)
        for _ in 0..<32 { book.post(.cost(.images, microdollars: 600), to: TestWorker.worldID) }
        await book.flush()
        #expect(try await cost() == 38_400)
        let document = try await base.get(TestWorker.worldID.canonical, from: "world_generation_status")
        #expect(document?["image_cost_total"] == .double(0.0384) && document?["api_calls_made_LLM"] == .int(1))
    }

    @Test("What is posted is stored with what is awaited next, in one write, and soon when nothing is")
    func postedCosts() async throws {
        let store = MemoryStore()
        let environment = Environment()
        func book(_ delay: Duration) -> ProgressBook {
            ProgressBook(store: store, writer: "w", postingDelay: delay, environment: environment, logger: .disabled)
        }
        let patient = book(.seconds(3_600))
        try await patient.begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 5, imageLimit: 5,
                now: environment.now()))
        func stored() async throws -> WorldProgress? {
            try await store.get(TestWorker.worldID.canonical, from: ProgressBook.collection).flatMap(WorldProgress.init)
        }
        patient.post(.cost(.images, microdollars: 600), to: TestWorker.worldID)
        _ = try await patient.apply(.call(.llm), to: TestWorker.worldID)
        #expect(try await stored()?.costs[.images] == 600)
        #expect(try await stored()?.revision == 1)
        book(.milliseconds(1)).post(.cost(.images, microdollars: 600), to: TestWorker.worldID)
        let deadline = ContinuousClock.now + .seconds(20)
        while try await stored()?.costs[.images] != 1_200, .now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await stored()?.costs[.images] == 1_200)
    }

    @Test("What a write that got no answer has booked is not booked again", arguments: [0, 1])
    func costsOfALostAnswer(othersWrites: Int) async throws {
        let losesAnswer = Mutex(false)
        let base = MemoryStore()
        let environment = Environment()
        let store = OutageStore(base: base, isDown: { false }, losesAnswer: { losesAnswer.withLock { $0 } })
        let book = ProgressBook(store: store, writer: "a", environment: environment, logger: .disabled)
        let other = ProgressBook(store: base, writer: "b", environment: environment, logger: .disabled)
        let id = TestWorker.worldID
        try await book.begin(
            WorldProgress(
                worldID: id, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 50, imageLimit: 50, now: environment.now()))
        for round in 1...8 {
            losesAnswer.withLock { $0 = true }
            book.post(.cost(.images, microdollars: 600), to: id)
            await #expect(throws: ProgressError.self) { try await book.apply(.call(.llm), to: id) }
            losesAnswer.withLock { $0 = false }
            for _ in 0..<othersWrites {
                other.post(.cost(.images, microdollars: 5), to: id)
                await other.flush()
            }
            book.post(.cost(.images, microdollars: 30), to: id)
            await book.flush()
            let stored = try await base.get(id.canonical, from: ProgressBook.collection)
            #expect(stored.flatMap(WorldProgress.init)?.costs[.images] == Int64(round * (630 + othersWrites * 5)))
        }
    }
}
