import Environments
import Persistence
import Synchronization
import Testing

@testable import AIWorker

/// What people hear of generations when news are lost on their way.
@Suite("News", .timeLimit(.minutes(1)))
struct NewsTests {
    private let store = MemoryStore()
    private let platform = FakePlatform()
    private let reader = NewsReader()

    private func worker(
        _ name: String = "worker-1", lease: Duration = .milliseconds(150), isLost: @escaping @Sendable () -> Bool = { false }
    ) -> TestWorker {
        TestWorker(
            over: store, platform: platform, name: name, distribution: .sharedStore(isFirst: false),
            listener: reader.listener(isLost: isLost)
        ) {
            $0.lease = lease
            $0.lookInterval = .milliseconds(20)
        }
    }

    /// The record of the world once nothing is owed any more, or as it is after some ten seconds.
    private func settledRecord() async throws -> Document? {
        for _ in 0..<2500 {
            let record = try await store.get(TestWorker.worldID.canonical, from: ProgressBook.collection)
            if record?["news_owed"] == .null, record?["posts_owed"] == [] { return record }
            try await Task.sleep(for: .milliseconds(4))
        }
        return try await store.get(TestWorker.worldID.canonical, from: ProgressBook.collection)
    }

    private var posts: Set<String> { Set(platform.now.posts.map { "post-\($0.key)" }) }

    @Test("Lost news are told again until they arrive, by the same worker or by another one", arguments: [false, true])
    func lostNews(byAnother: Bool) async throws {
        let count = Mutex(0)
        // Of the first worker nothing arrives, or every third piece of news only.
        let first = worker {
            count.withLock { count in
                count += 1
                return byAnother || count % 3 != 0
            }
        }
        let second = worker("worker-2")
        var maintenance = [Task { await first.engine.maintain() }]
        try await first.submit(users: 2, posts: 5)
        let progress = try #require(try await first.end())
        #expect(progress.postsCreated == 5)
        if byAnother {
            maintenance[0].cancel()
            #expect(reader.posts.isEmpty)
            maintenance.append(Task { await second.engine.maintain() })
        }
        #expect(try await reader.hasHeard(of: posts))
        let record = try #require(try await settledRecord())
        #expect(record["news_owed"] == .null && record["posts_owed"] == [] && record["is_told"] == true)
        for task in maintenance { task.cancel() }
    }

    @Test("What arrives is told once")
    func undisturbed() async throws {
        // What arrives within a second is not told again, however slow the machine is.
        let first = worker(lease: .seconds(3))
        let maintenance = Task { await first.engine.maintain() }
        try await first.submit(users: 2, posts: 5)
        _ = try await first.end()
        #expect(try await reader.hasHeard(of: posts))
        let record = try #require(try await settledRecord())
        // Longer than what is owed is left alone.
        try await Task.sleep(for: .milliseconds(1_200))
        maintenance.cancel()
        #expect(record["news_owed"] == .null && reader.posts.count == 5)
    }

    @Test("A world that is cancelled by another program is told of")
    func cancelledElsewhere() async throws {
        let first = worker()
        let maintenance = Task { await first.engine.maintain() }
        try await first.book.begin(
            WorldProgress(
                worldID: TestWorker.worldID, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: 1, imageLimit: 1,
                now: .init(seconds: 1)))
        let program = TestWorker(over: store, platform: platform, name: "program")
        _ = try await program.control.cancel(TestWorker.worldID, by: "somebody")
        #expect(try await reader.hasHeard(of: []))
        #expect(reader.newest?["failure_reason"] == "cancelled by somebody")
        maintenance.cancel()
    }
}
