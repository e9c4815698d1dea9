import Semaphores
import Synchronization
import Testing

@Suite("Semaphore", .timeLimit(.minutes(1)))
struct SemaphoreTests {
    private struct Cancelled: Error {}

    /// Counts who is at work, in all and by key.
    private final class Tally: Sendable {
        private let state = Mutex((now: [0: 0], most: 0, mostOfOneKey: 0, total: 0))

        var most: Int { state.withLock { $0.most } }
        var mostOfOneKey: Int { state.withLock { $0.mostOfOneKey } }
        var total: Int { state.withLock { $0.total } }

        func begin(_ key: Int = 0) {
            state.withLock {
                $0.now[key, default: 0] += 1
                $0.most = max($0.most, $0.now.values.reduce(0, +))
                $0.mostOfOneKey = max($0.mostOfOneKey, $0.now[key, default: 0])
                $0.total += 1
            }
        }

        func end(_ key: Int = 0) { state.withLock { $0.now[key, default: 0] -= 1 } }
    }

    private func wait(until condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("Never more at a time than there are permits, and everybody gets a turn")
    func permits() async throws {
        let semaphore = Semaphore<Never>(permits: 3)
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try? await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in
                        tally.begin()
                        for _ in 0..<5 { await Task.yield() }
                        tally.end()
                    }
                }
            }
        }
        #expect(tally.most == 3 && tally.total == 50)
        #expect(semaphore.load == .init(limit: 3, used: 0, waiting: 0))
    }

    @Test("Callers with the same key exclude each other, others fill the permits that are left")
    func keys() async throws {
        let semaphore = Semaphore<Int>(permits: 4)
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<90 {
                group.addTask {
                    try? await semaphore.withPermit(for: index % 3, ifCancelled: Cancelled()) { () async throws(Cancelled) in
                        tally.begin(index % 3)
                        for _ in 0..<5 { await Task.yield() }
                        tally.end(index % 3)
                    }
                }
            }
        }
        #expect(tally.mostOfOneKey == 1 && tally.most == 3 && tally.total == 90)
    }

    /// Numbers in the order in which they came.
    private final class Trail: Sendable {
        private let state = Mutex<[Int]>([])

        var numbers: [Int] { state.withLock { $0 } }

        func append(_ number: Int) { state.withLock { $0.append(number) } }
    }

    @Test("Who waits gets the permit in the order of coming")
    func order() async throws {
        let semaphore = Semaphore<Never>(permits: 1)
        let trail = Trail()
        let holder = Task {
            try? await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in
                try? await Task.sleep(for: .seconds(30))
            }
        }
        try await wait { semaphore.load.used == 1 }
        var waiters: [Task<Void, Never>] = []
        for index in 0..<5 {
            waiters.append(
                Task {
                    try? await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in trail.append(index) }
                })
            try await wait { semaphore.load.waiting == index + 1 }
        }
        holder.cancel()
        for waiter in waiters { await waiter.value }
        #expect(trail.numbers == [0, 1, 2, 3, 4])
    }

    @Test("Lines take turns: who comes late with few does not wait for all who came before")
    func lines() async throws {
        let semaphore = Semaphore<Never>(permits: 1)
        let trail = Trail()
        let holder = Task {
            try? await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in
                try? await Task.sleep(for: .seconds(30))
            }
        }
        try await wait { semaphore.load.used == 1 }
        var waiters: [Task<Void, Never>] = []
        for line in [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3] {
            waiters.append(
                Task {
                    try? await semaphore.withPermit(inLine: UInt64(line), ifCancelled: Cancelled()) { () async throws(Cancelled) in
                        trail.append(line)
                    }
                })
            try await wait { semaphore.load.waiting == waiters.count }
        }
        holder.cancel()
        for waiter in waiters { await waiter.value }
        #expect(trail.numbers == [1, 2, 3, 1, 2, 1, 1, 1, 1, 1, 1, 1])
    }

    @Test("A cancelled wait gives its place up")
    func cancelledWait() async throws {
        let semaphore = Semaphore<String>(permits: 1)
        let holder = Task {
            try? await semaphore.withPermit(for: "a", ifCancelled: Cancelled()) { () async throws(Cancelled) in
                try? await Task.sleep(for: .seconds(30))
            }
        }
        try await wait { semaphore.load.used == 1 }
        let waiter = Task { try await semaphore.withPermit(for: "a", ifCancelled: Cancelled()) { () async throws(Cancelled) in } }
        try await wait { semaphore.load.waiting == 1 }
        waiter.cancel()
        await #expect(throws: Cancelled.self) { try await waiter.value }
        #expect(semaphore.load == .init(limit: 1, used: 1, waiting: 0))
        holder.cancel()
        await holder.value
        try await semaphore.withPermit(for: "a", ifCancelled: Cancelled()) { () async throws(Cancelled) in }
    }

    @Test("Cancelled before it waits, it does not wait")
    func cancelledBefore() async throws {
        let semaphore = Semaphore<Never>(permits: 1)
        try await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in
            let late = Task {
                try? await Task.sleep(for: .seconds(30))
                try await semaphore.withPermit(ifCancelled: Cancelled()) { () async throws(Cancelled) in }
            }
            late.cancel()
            let result = await late.result
            #expect(throws: Cancelled.self) { try result.get() }
        }
        #expect(semaphore.load.used == 0)
    }
}
