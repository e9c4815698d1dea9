import EventLoops
import Synchronization

/// Groups writes: while a transaction runs, further writes wait, and all that wait go into the next transaction together. Each is
/// acknowledged after the commit that contains it.
final class SQLiteWriteQueue: Sendable {
    private struct Write: Sendable {
        /// Does the work within a transaction; what it returns is called once the transaction has ended, with its error if it failed.
        let perform: @Sendable (SQLiteWriter) -> (StoreError?) -> Void
        /// Called instead when the transaction failed before the write's turn.
        let fail: @Sendable (StoreError) -> Void
    }

    private struct State {
        var waiting: [Write] = []
        var isRunning = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let database: SQLiteDatabase
    private let pool: BlockingPool
    /// The most writes in one transaction, so that the first of them is not acknowledged too late.
    private static let largestGroup = 1_000

    init(_ database: SQLiteDatabase, pool: BlockingPool) {
        self.database = database
        self.pool = pool
    }

    /// Runs `write` in the next transaction and returns when that is committed.
    func submit<Value: Sendable>(
        _ write: @escaping @Sendable (SQLiteWriter) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withUnsafeContinuation { continuation in
            let isAccepted = enqueue(
                Write(
                    perform: { writer in
                        let result: Result<Value, StoreError>
                        do throws(StoreError) {
                            result = .success(try writer.savepoint(write))
                        } catch {
                            result = .failure(error)
                        }
                        return { failure in continuation.resume(returning: failure.map { .failure($0) } ?? result) }
                    },
                    fail: { continuation.resume(returning: .failure($0)) }))
            if !isAccepted { continuation.resume(returning: .failure(database.closedError)) }
        }
        return try result.get()
    }

    /// Lets no further writes in, and waits for those that are.
    func close() async {
        await withUnsafeContinuation { continuation in
            let last = Write(perform: { _ in { _ in continuation.resume() } }, fail: { _ in continuation.resume() })
            if !enqueue(last, closing: true) { continuation.resume() }
        }
    }

    private func enqueue(_ write: Write, closing: Bool = false) -> Bool {
        let (isAccepted, starts) = state.withLock { state in
            if state.isClosed { return (false, false) }
            state.isClosed = closing
            state.waiting.append(write)
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        if starts { pool.execute { self.runGroup() } }
        return isAccepted
    }

    /// Runs one group; the next one is a piece of work of its own, so that other users of the pool get their turn.
    private func runGroup() {
        let group = state.withLock { state in
            let group = Array(state.waiting.prefix(Self.largestGroup))
            state.waiting.removeFirst(group.count)
            return group
        }
        commit(group)
        let goesOn = state.withLock { state in
            state.isRunning = !state.waiting.isEmpty
            return state.isRunning
        }
        if goesOn { pool.execute { self.runGroup() } }
    }

    private func commit(_ group: [Write]) {
        var acknowledgements: [(StoreError?) -> Void] = []
        acknowledgements.reserveCapacity(group.count)
        var failure: StoreError?
        do throws(StoreError) {
            try database.withTransaction { writer throws(StoreError) in
                for write in group {
                    acknowledgements.append(write.perform(writer))
                    guard writer.isInTransaction else { throw .io("the database ended the transaction: its disk may be full or failing") }
                }
            }
        } catch {
            failure = error
        }
        for acknowledge in acknowledgements { acknowledge(failure) }
        if let failure {
            for write in group.dropFirst(acknowledgements.count) { write.fail(failure) }
        }
    }
}
