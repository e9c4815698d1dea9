import Environments
import EventLoops
import GeneriaAPI
import InteractionService
import Persistence
import ProtoRuntime
import Telemetry
import Testing

/// Counts agree with likes and comments whenever a process ends, and whoever else is at work.
@Suite struct CountRecoveryTests {
    /// A change of the post `p` by the user `u`, who may like it already.
    enum Change: CaseIterable, Sendable {
        case like
        case unlike
        case comment
    }

    /// Whether the process ends before or after a write.
    private static let deaths: [InterruptedStore.Fate] = [.lost, .unanswered]

    @Test("a process may end at every write", arguments: Change.allCases, [false, true])
    func deathAtEveryWrite(_ change: Change, likesAlready: Bool) async throws {
        try await everyDeath(of: change) { processes, dying in
            if likesAlready { try await processes.start().perform(.like) }
            _ = try? await processes.start(on: dying).perform(change)
            try await processes.expectAgreement(of: processes.start())
        }
    }

    @Test("others go on while a change hangs, and settle it later", arguments: Change.allCases, Change.allCases)
    func othersGoOn(_ change: Change, _ next: Change) async throws {
        for likesAlready in [false, true] {
            try await everyDeath(of: change) { processes, dying in
                let other = try await processes.start(sharing: true)
                if likesAlready { try await other.perform(.like) }
                _ = try? await processes.start(on: dying, sharing: true).perform(change)
                try await other.perform(next)
                // Too early: whoever is at work there may still be.
                _ = try await processes.start(sharing: true)
                processes.clock.advance(by: .seconds(61))
                try await processes.expectAgreement(of: other)
            }
        }
    }

    @Test(
        "a call may be overtaken at every write by another one, and end then", arguments: [Change.unlike, .like], [Change.unlike, .like])
    func overtaken(_ change: Change, by other: Change) async throws {
        for meeting in 0..<6 {
            for end in 0..<8 {
                for fate in Self.deaths {
                    try await Processes.with { processes in
                        let overtaking = try await processes.start(sharing: true)
                        try await overtaking.perform(.like)
                        let store = InterruptedStore(processes.store) { write in
                            if write == meeting { try? await overtaking.perform(other) }
                            return write == end ? fate : .done
                        }
                        _ = try? await processes.start(on: store, sharing: true).perform(change)
                        try await processes.expectAgreement(of: processes.start())
                    }
                }
            }
        }
    }

    @Test("what seemed abandoned and is taken up again is left to those who took it up", .timeLimit(.minutes(1)))
    func takenUp() async throws {
        try await Processes.with { processes in
            try await processes.start().perform(.like)
            // Ends between arming the mark and removing the like.
            let dying = InterruptedStore(processes.store) { $0 == 1 ? .unanswered : .done }
            _ = try? await processes.start(on: dying, sharing: true).perform(.unlike)
            processes.clock.advance(by: .seconds(59))
            let (atArming, mayArm, atRemoval, mayRemove) = (Gate(), Gate(), Gate(), Gate())
            let joining = InterruptedStore(processes.store) { write in
                // Finding the mark takes three writes, one that changes nothing among them.
                if write == 3 {
                    atArming.open()
                    await mayArm.wait()
                } else if write == 4 {
                    atRemoval.open()
                    await mayRemove.wait()
                }
                return .done
            }
            let joiner = try await processes.start(on: joining, sharing: true)
            async let joined: Void = joiner.perform(.unlike)
            await atArming.wait()
            processes.clock.advance(by: .seconds(2))
            let settling = InterruptedStore(processes.store) { _ in
                mayArm.open()
                await atRemoval.wait()
                return .done
            }
            _ = try await processes.start(on: settling, sharing: true)
            mayRemove.open()
            try await joined
            try await processes.expectAgreement(of: joiner)
        }
    }

    @Test("many users of several processes, one like's end asked for several times, while others recover")
    func crowd() async throws {
        try await Processes.with { processes in
            for user in 0..<10 {
                let dying = InterruptedStore(processes.store) { $0 == user % 4 ? .unanswered : .done }
                _ = try? await processes.start(on: dying, sharing: true).perform(user % 2 == 0 ? .like : .comment, by: "lost \(user)")
            }
            processes.clock.advance(by: .seconds(61))
            let crowd = [try await processes.start(sharing: true), try await processes.start(sharing: true)]
            try await withThrowingTaskGroup { group in
                for user in 0..<50 {
                    group.addTask {
                        try await crowd[user % 2].perform(.like, by: "\(user)")
                        if user % 3 == 0 { return }
                        async let first: Void = crowd[0].perform(.unlike, by: "\(user)")
                        async let second: Void = crowd[1].perform(.unlike, by: "\(user)")
                        _ = try await (first, second)
                        if user % 3 == 1 { try await crowd[1].perform(.like, by: "\(user)") }
                    }
                }
                for _ in 0..<20 { group.addTask { _ = try await processes.start(sharing: true) } }
                try await group.waitForAll()
            }
            let likes = try await crowd[0].client.getPostLikes(.init(postID: "p"))
            try await processes.expectAgreement(of: crowd[1])
            // Of three users one goes; of those that were lost the even ones may be there.
            #expect((34...39).contains(likes.total))
        }
    }

    @Test("a post that lost its counts, and one that another program counts, can be unliked")
    func countsOfOthers() async throws {
        try await Processes.with { processes in
            let process = try await processes.start()
            try await process.perform(.like)
            _ = try await processes.store.update(.id("p"), in: "stats", with: Update(set: ["pending_unlike_x": 1, "likes_count": 5]))
            #expect(try await process.client.unlikePost(.init(postID: "p", userID: "u")).likesCount == 4)
            try await process.perform(.like)
            _ = try await processes.store.delete(.id("p"), from: "stats")
            #expect(try await process.client.unlikePost(.init(postID: "p", userID: "u")).success)
            #expect(try await process.client.getPostLikes(.init(postID: "p")).total == 0)
        }
    }

    /// Runs `body` with a process that ends at its first write, then with one that ends at its second, and so on until one lives through.
    private func everyDeath(of change: Change, _ body: (Processes, InterruptedStore) async throws -> Void) async throws {
        for fate in Self.deaths {
            var survives = false
            var write = 0
            while !survives {
                try #require(write < 20)
                let last = write
                try await Processes.with { processes in
                    let dying = InterruptedStore(processes.store) { $0 == last ? fate : .done }
                    try await body(processes, dying)
                    survives = !dying.isDead
                }
                write += 1
            }
        }
    }
}

/// Something that happens once and that one task waits for.
private struct Gate: Sendable {
    private let events: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (events, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }

    func wait() async { for await _ in events {} }
}

/// Processes with an InteractionService each, on one database.
private struct Processes: Sendable {
    let store: SQLiteStore
    let clock = StandingClock()
    private let loop: EventLoop

    static func with(_ body: (Processes) async throws -> Void) async throws {
        let pool = BlockingPool(threads: 4, name: "counts-disk")
        let loop = try EventLoop(name: "counts")
        let store = try await SQLiteStore.inMemory(pool: pool)
        let result: Result<Void, any Error>
        do { result = .success(try await body(Processes(store: store, loop: loop))) } catch { result = .failure(error) }
        await store.close()
        loop.stop()
        pool.stop()
        try result.get()
    }

    private init(store: SQLiteStore, loop: EventLoop) {
        self.store = store
        self.loop = loop
    }

    /// Starts a process.
    /// - Parameters:
    ///   - store: what it uses instead of the database itself.
    ///   - sharing: whether it counts on others that are at work.
    func start(on store: (any DocumentStore)? = nil, sharing: Bool = false) async throws -> Running {
        let handler = InteractionServiceHandler(
            store: store ?? self.store, environment: Environment(clock: clock), users: nil, sharesStore: sharing, logger: .disabled)
        try await handler.prepare()
        let channel = InProcessChannel(loop: loop)
        channel.serve([InteractionAPI.definition(of: handler)])
        return Running(client: InteractionAPI.InteractionServiceClient(channel))
    }

    /// That what is counted is what is listed, and the counts are a document of the platform's.
    func expectAgreement(of process: Running, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let counted = try await process.client.getPostStats(.init(postID: "p"))
        let likes = try await process.client.getPostLikes(.init(postID: "p")).total
        let comments = try await process.client.getPostComments(.init(postID: "p")).total
        #expect((counted.likesCount, counted.commentsCount) == (likes, comments), sourceLocation: sourceLocation)
        guard let stored = try await store.get("p", from: "stats") else { return }
        #expect(stored.keys == ["_id", "likes_count", "comments_count", "updated_at"], sourceLocation: sourceLocation)
    }
}

/// A process that serves.
private struct Running: Sendable {
    let client: InteractionAPI.InteractionServiceClient

    func perform(_ change: CountRecoveryTests.Change, by user: String = "u") async throws(RPCError) {
        switch change {
        case .like: _ = try await client.likePost(.init(postID: "p", userID: user))
        case .unlike: _ = try await client.unlikePost(.init(postID: "p", userID: user))
        case .comment: _ = try await client.addComment(.init(postID: "p", userID: user, text: "indeed"))
        }
    }
}
