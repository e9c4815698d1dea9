import Persistence
import Testing

@testable import AIWorker

/// A world made with the real activities, and the worker ended, or held up, at each point where it awaits something, one world per point.
@Suite("Every await point", .timeLimit(.minutes(5)))
struct EveryAwaitPointTests {
    /// How many worlds are tried at a time.
    private static let width = 6
    /// What a whole run of one character with two posts is: two more calls and pictures than posts and characters, and so on (flow 6.4).
    private static let whole = Prediction(users: TestGeneration.size.users, posts: TestGeneration.size.posts)

    private let grounds: TestGrounds

    init() throws { grounds = try TestGrounds() }

    /// The points of an undisturbed run.
    private func points() async throws -> [AwaitHook.Point] {
        let generation = try await TestGeneration.start(grounds)
        let hook = AwaitHook()
        let worker = generation.worker(hook)
        await generation.begin(worker)
        _ = try await generation.progress()
        await worker.stop(grace: .seconds(5))
        try await check(generation, "undisturbed", attempts: 1)
        await generation.end()
        return hook.points
    }

    /// Runs `body` for every element, some at a time.
    private func each<Element: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Bool
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var waiting = elements[...]
            for element in waiting.prefix(Self.width) { group.addTask { try await body(element) } }
            waiting = waiting.dropFirst(Self.width)
            var count = 0
            while let isCounted = try await group.next() {
                if isCounted { count += 1 }
                if let element = waiting.popFirst() { group.addTask { try await body(element) } }
            }
            return count
        }
    }

    @Test("Killed at any point, before it or after it, the world is completed by the next worker without a duplicate")
    func killed() async throws {
        let points = try await points()
        let trials = points.flatMap { point in
            (point.hasEffect ? [AwaitHook.Moment.before, .after] : [.before]).map { (point: point, moment: $0) }
        }
        let reached = try await each(trials) { trial in
            let generation = try await TestGeneration.start(grounds)
            let hook = AwaitHook(.kill, at: trial.point, trial.moment)
            let first = generation.worker(hook)
            await generation.begin(first)
            _ = try await generation.progress { hook.isReached }
            await first.stop(grace: .zero)

            let second = generation.worker(AwaitHook())
            await generation.begin(second)
            _ = try await generation.progress()
            await second.stop(grace: .seconds(5))
            try await check(generation, "killed \(trial.moment) \(trial.point)", attempts: 2)
            await generation.end()
            return hook.isReached
        }
        // Writes of progress and history are put together as they come, so that a few of the last ones may be missing in another run.
        #expect(points.count > 120 && reached > trials.count * 4 / 5, "\(reached) of \(trials.count) kills at \(points.count) points")
    }

    @Test("Held up at any point until another worker has done everything, a worker changes nothing any more")
    func suspended() async throws {
        let points = try await points()
        let reached = try await each(points) { point in
            let generation = try await TestGeneration.start(grounds)
            let hook = AwaitHook(.suspend, at: point, .before)
            let first = generation.worker(hook)
            let beginning = Task { await generation.begin(first) }
            _ = try await generation.progress { hook.isReached }

            let second = generation.worker(AwaitHook())
            await generation.begin(second)
            _ = try await generation.progress()
            await second.stop(grace: .seconds(5))
            try await check(generation, "held up at \(point), before it goes on", attempts: 2)
            let before = (try await generation.platform.records(of: generation.worldID), try await generation.tasks())

            hook.resume()
            await beginning.value
            await first.stop(grace: .seconds(5))
            try await check(generation, "held up at \(point)", attempts: 2)
            #expect(try await generation.platform.records(of: generation.worldID) == before.0, "held up at \(point)")
            #expect(try await generation.tasks() == before.1, "held up at \(point)")
            await generation.end()
            return hook.isReached
        }
        #expect(reached > points.count * 4 / 5, "\(reached) of \(points.count)")
    }

    /// - Parameter attempts: how often a call may have been paid that was under way when a worker stopped.
    private func check(_ generation: TestGeneration, _ moment: Comment, attempts: Int) async throws {
        let (users, posts) = TestGeneration.size
        let progress = try #require(try await generation.progress(), moment)
        #expect(progress.status == .completed && progress.tasksFailed == 0, moment)
        #expect(progress.usersCreated == users && progress.postsCreated == posts, moment)
        #expect(progress.tasksTotal == Self.whole.tasks && progress.tasksCompleted == Self.whole.tasks, moment)
        #expect(progress.callsMade.allSatisfy { $0.value <= progress.limits[$0.key, default: 0] }, moment)
        let tasks = try await generation.tasks()
        #expect(tasks.count == Self.whole.tasks && tasks.allSatisfy { $0["status"] == "completed" }, moment)

        // Every side effect happened once, whoever made it how often.
        let records = try await generation.platform.records(of: generation.worldID)
        #expect(records.characters.count == users && records.posts.count == posts, moment)
        #expect(records.media.count == Self.whole.images && records.objects.count == Self.whole.images, moment)
        let media = Set(records.media.map(\.id))
        let used = records.posts.compactMap { $0["media_id"]?.string } + records.characters.compactMap { $0["avatar_media_id"]?.string }
        #expect(used.count == users + posts && Set(used).count == used.count && media.isSuperset(of: used), moment)
        let world = try #require(records.world, moment)
        #expect(world["image_uuid"]?.string.map(media.contains) == true && world["icon_uuid"]?.string.map(media.contains) == true, moment)
        #expect(world["name"] != "Test" && world["users_count"] == .int(users), moment)
        // Everybody was told of every post and of the end.
        let wasTold = try await generation.reader.hasHeard(of: Set(records.posts.map(\.id)))
        #expect(wasTold && generation.reader.newest?["tasks_completed"] == .int(Self.whole.tasks), moment)
        let paid = generation.paidCalls
        #expect(paid.texts.count == Self.whole.llmCalls && paid.texts.values.allSatisfy { $0 <= attempts }, moment)
        #expect(paid.pictures.count == Self.whole.images && paid.pictures.values.allSatisfy { $0 <= attempts }, moment)
    }
}
