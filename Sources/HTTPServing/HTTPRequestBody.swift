import Synchronization

/// The body of a request, as a stream with back pressure: the server takes bytes from the connection only as they are asked
/// for, beyond a small buffer. One reader at a time.
public final class HTTPRequestBody: Sendable {
    /// The number of bytes announced by `Content-Length`; `nil` when the length is not known in advance (chunked).
    public let declaredLength: Int?

    private enum Ending {
        case complete
        case failed(HTTPBodyError)
    }

    private struct State {
        var chunks: [[UInt8]] = []
        var buffered = 0
        var ending: Ending?
        var waiter: UnsafeContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    /// Tells the producer that nothing is buffered and a reader waits.
    private let onDemand: @Sendable () -> Void

    /// A body that is already in memory.
    public init(bytes: [UInt8]) {
        declaredLength = bytes.count
        onDemand = {}
        state.withLock { state in
            if !bytes.isEmpty { state.chunks = [bytes] }
            state.ending = .complete
        }
    }

    /// A body that is filled by `append` and ended by `finish`.
    init(declaredLength: Int?, onDemand: @escaping @Sendable () -> Void) {
        self.declaredLength = declaredLength
        self.onDemand = onDemand
    }

    /// The next bytes, at least one; `nil` after the last. Chunks are as the network delivers them, at most the connection's buffer.
    /// - Throws: `HTTPBodyError.connectionLost` when the body ends too early, `.cancelled` when the calling task is cancelled.
    public func next() async throws(HTTPBodyError) -> [UInt8]? {
        while true {
            let (chunk, ending) = take()
            if let chunk { return chunk }
            switch ending {
            case .complete: return nil
            case .failed(let error): throw error
            case nil:
                if Task.isCancelled { throw .cancelled }
                await waitForData()
            }
        }
    }

    /// The whole body.
    /// - Parameter limit: the largest accepted size in bytes; a declared length above it fails before anything is read.
    /// - Throws: `HTTPBodyError.tooLarge`, and what ``next()`` throws.
    public func collect(limit: Int) async throws(HTTPBodyError) -> [UInt8] {
        if let declaredLength, declaredLength > limit { throw .tooLarge(limit: limit) }
        guard var bytes = try await next() else { return [] }
        if let declaredLength { bytes.reserveCapacity(declaredLength) }
        while bytes.count <= limit, let chunk = try await next() { bytes += chunk }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return bytes
    }

    // MARK: The producer's side

    /// How many bytes wait for the reader.
    var buffered: Int { state.withLock(\.buffered) }

    /// Adds bytes that arrived.
    func append(_ bytes: [UInt8]) {
        let waiter = state.withLock { state in
            state.chunks.append(bytes)
            state.buffered += bytes.count
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Ends the body; the first call counts.
    func finish(_ error: HTTPBodyError? = nil) {
        let waiter = state.withLock { state in
            if state.ending == nil { state.ending = error.map(Ending.failed) ?? .complete }
            return state.waiter.take()
        }
        waiter?.resume()
    }

    private func take() -> ([UInt8]?, Ending?) {
        state.withLock { state in
            guard !state.chunks.isEmpty else { return (nil, state.ending) }
            let chunk = state.chunks.removeFirst()
            state.buffered -= chunk.count
            return (chunk, nil)
        }
    }

    private func waitForData() async {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                let isWaiting = state.withLock { state in
                    guard state.chunks.isEmpty, state.ending == nil, !Task.isCancelled else { return false }
                    state.waiter = continuation
                    return true
                }
                if isWaiting { onDemand() } else { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
