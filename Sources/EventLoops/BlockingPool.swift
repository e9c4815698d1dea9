import CLinux
import Glibc

/// A few threads for work that blocks: files, databases, picture scaling. Event loops must never do such work themselves.
///
/// Threads start when they are first needed and stay. Work is taken in the order in which it was given.
///
/// `@unchecked Sendable`: `queue`, `idle`, `threads` and `isStopping` are guarded by `mutex`; the rest is immutable.
public final class BlockingPool: @unchecked Sendable {
    private let name: String
    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var queue = WorkQueue()
    private var idle = 0
    private var threads: [pthread_t] = []
    private var isStopping = false

    /// - Parameters:
    ///   - threads: the largest number of threads; less than 1 counts as 1.
    ///   - name: the threads' name.
    public init(threads: Int, name: String) {
        self.name = name
        limit = max(1, threads)
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    /// Runs `work` on one of the pool's threads; the caller resumes on its own executor. Work is not interrupted by cancellation.
    /// - Throws: what `work` throws.
    public func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withUnsafeContinuation { continuation in
            execute {
                do throws(Failure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Runs `work` on one of the pool's threads, without a result. Callable from any thread.
    public func execute(_ work: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        queue.append(work)
        // Each idle thread answers one signal; more work than idle threads needs another thread.
        if idle < queue.count, threads.count < limit { startThread() }
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Finishes what is queued, then ends the threads and waits for them. Must not be called on one of them.
    public func stop() {
        pthread_mutex_lock(mutex)
        isStopping = true
        pthread_cond_broadcast(condition)
        let ending = threads
        threads.removeAll()
        pthread_mutex_unlock(mutex)
        for thread in ending { pthread_join(thread, nil) }
    }

    private func startThread() {
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<BlockingPool>.fromOpaque(argument).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        if status == 0 {
            threads.append(thread)
        } else {
            // Without a further thread the work waits for those that exist.
            Unmanaged.passUnretained(self).release()
        }
    }

    private func serve() {
        clinux_set_thread_name(String(name.prefix(15)))
        while let work = takeWork() { work() }
    }

    private func takeWork() -> (@Sendable () -> Void)? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while queue.isEmpty {
            if isStopping { return nil }
            idle += 1
            pthread_cond_wait(condition, mutex)
            idle -= 1
        }
        return queue.removeFirst()
    }
}

/// A first-in, first-out queue on an array with a moving head: both ends cost O(1) amortised.
private struct WorkQueue {
    private var items: [(@Sendable () -> Void)?] = []
    private var head = 0

    var isEmpty: Bool { head == items.count }
    var count: Int { items.count - head }

    mutating func append(_ item: @escaping @Sendable () -> Void) { items.append(item) }

    mutating func removeFirst() -> (@Sendable () -> Void)? {
        let item = items[head].take()
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        return item
    }
}
