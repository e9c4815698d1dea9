import Glibc
import Synchronization
import Testing

@testable import EventLoops

@Suite struct EventLoopTests {
    @Test func closuresRunOnTheLoopInOrder() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let seen = Mutex<[Int]>([])
        for number in 0..<1000 { loop.execute { seen.withLock { $0.append(number) } } }
        let isCurrent = await loop.run { loop.isCurrent }
        #expect(isCurrent)
        #expect(!loop.isCurrent)
        #expect(seen.withLock { $0 } == Array(0..<1000))
    }

    @Test func aTaskStaysOnItsLoopAcrossSuspensions() async throws {
        let loop = try EventLoop(name: "test")
        let pool = BlockingPool(threads: 1, name: "pool")
        defer {
            loop.stop()
            pool.stop()
        }
        let places = try await loop.run {
            var places = [loop.isCurrent]
            let onPool = await pool.run { loop.isCurrent }
            places.append(onPool)
            places.append(loop.isCurrent)
            try await loop.sleep(for: .milliseconds(2))
            places.append(loop.isCurrent)
            return places
        }
        #expect(places == [true, false, true, true])
    }

    @Test func timersFireInOrderOfTheirDeadlinesAndCanBeCancelled() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let fired = Mutex<[Int]>([])
        var cancelled: [LoopTimer] = []
        for number in stride(from: 40, through: 1, by: -1) {
            let timer = loop.schedule(after: .milliseconds(number)) { fired.withLock { $0.append(number) } }
            if number % 3 == 0 { cancelled.append(timer) }
        }
        for timer in cancelled { timer.cancel() }
        try await loop.sleep(for: .milliseconds(60))
        #expect(fired.withLock { $0 } == (1...40).filter { $0 % 3 != 0 })
    }

    @Test func aTimerDoesNotFireEarly() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        for milliseconds in [1, 3, 7] {
            let start = MonotonicTime.now()
            try await loop.sleep(for: .milliseconds(milliseconds))
            #expect(MonotonicTime.now() - start >= .milliseconds(milliseconds))
        }
    }

    @Test func cancellationWakesASleeper() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let start = MonotonicTime.now()
        let task = Task { try await loop.sleep(for: .seconds(60)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(MonotonicTime.now() - start < .seconds(10))
    }

    @Test func aWatchedDescriptorIsReportedUntilItIsUnwatched() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        let received = Mutex<[UInt8]>([])
        loop.execute {
            try? loop.watch(reader, for: .readable) { readiness in
                guard readiness.intersects(.readable) else { return }
                var byte: UInt8 = 0
                if read(reader, &byte, 1) == 1 { received.withLock { $0.append(byte) } }
                if byte == 3 { loop.unwatch(reader) }
            }
        }
        var bytes: [UInt8] = [1, 2, 3, 4]
        #expect(write(writer, &bytes, 4) == 4)
        try await loop.sleep(for: .milliseconds(20))
        #expect(received.withLock { $0 } == [1, 2, 3])
        close(reader)
        close(writer)
    }

    @Test func endOfTurnWorkRunsAfterTheJobsOfTheTurn() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let seen = Mutex<[String]>([])
        loop.execute {
            loop.atEndOfTurn { seen.withLock { $0.append("end") } }
            loop.execute { seen.withLock { $0.append("job") } }
        }
        try await loop.sleep(for: .milliseconds(10))
        #expect(seen.withLock { $0 } == ["job", "end"])
    }

    @Test func anIdleLoopUsesNoProcessorTime() async throws {
        let loop = try EventLoop(name: "test")
        defer { loop.stop() }
        let clock = await loop.run { () -> clockid_t in
            var clock = clockid_t()
            #expect(pthread_getcpuclockid(pthread_self(), &clock) == 0)
            return clock
        }
        func used() -> Int {
            var time = timespec()
            clock_gettime(clock, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
        let before = used()
        try await Task.sleep(for: .milliseconds(200))
        #expect(used() - before < 5_000_000)
    }

    @Test func stopRunsWhatIsQueued() throws {
        let loop = try EventLoop(name: "test")
        let count = Mutex(0)
        for _ in 0..<100 { loop.execute { count.withLock { $0 += 1 } } }
        loop.stop()
        loop.stop()
        #expect(count.withLock { $0 } == 100)
    }

    @Test func aStoppedLoopHoldsNothing() async throws {
        /// Something that holds the loop, as connections do.
        final class Owner: Sendable {
            let loop: EventLoop
            init(_ loop: EventLoop) { self.loop = loop }
        }
        weak var owner: Owner?
        weak var loop: EventLoop?
        let timer: LoopTimer
        do {
            let strong = try EventLoop(name: "test")
            let held = Owner(strong)
            (loop, owner) = (strong, held)
            timer = strong.schedule(after: .seconds(60)) { _ = held }
            strong.schedule(after: .seconds(60)) { _ = held }
            let watched = try await strong.run { () throws(EventLoopError) in
                let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
                try strong.watch(descriptor, for: .readable) { _ in _ = held }
                return descriptor
            }
            strong.stop()
            strong.execute { _ = held }
            close(watched)
        }
        #expect(owner == nil)
        timer.cancel()
        _ = consume timer
        #expect(loop == nil)
    }
}

@Suite struct BlockingPoolTests {
    @Test func errorsAndValuesComeBack() async throws {
        struct Failure: Error, Equatable {}
        let pool = BlockingPool(threads: 2, name: "pool")
        defer { pool.stop() }
        #expect(await pool.run { 42 } == 42)
        let result: Result<Int, Failure>
        do throws(Failure) {
            result = .success(try await pool.run { () throws(Failure) -> Int in throw Failure() })
        } catch {
            result = .failure(error)
        }
        #expect(result == .failure(Failure()))
    }

    @Test func blockingWorkRunsInParallelUpToTheLimit() async throws {
        let pool = BlockingPool(threads: 4, name: "pool")
        defer { pool.stop() }
        let load = Load()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<12 { group.addTask { await pool.run { load.work() } } }
        }
        #expect(load.most.load(ordering: .relaxed) == 4)
    }
}

/// Counts how many threads are inside `work` at the same time.
private final class Load: Sendable {
    let now = Atomic(0)
    let most = Atomic(0)

    func work() {
        let here = now.add(1, ordering: .relaxed).newValue
        most.max(here, ordering: .relaxed)
        usleep(20_000)
        now.subtract(1, ordering: .relaxed)
    }
}
