import Synchronization

/// The client went away, or the server stops, while a response was being written.
public struct HTTPDisconnected: Error, Sendable, Hashable, CustomStringConvertible {
    /// The fixed text for logs.
    public var description: String { "the client disconnected before the response was complete" }
}

/// The producer's end of a streamed response. Writing suspends while the client is behind. One writer at a time.
public final class HTTPResponseWriter: Sendable {
    private enum Ending {
        case complete
        case failed
    }

    private struct State {
        var chunks: [[UInt8]] = []
        /// How much of the first chunk the connection has taken.
        var offset = 0
        var buffered = 0
        var ending: Ending?
        var isDisconnected = false
        var waiter: UnsafeContinuation<Void, Never>?
    }

    /// What the connection finds when it asks for bytes.
    enum Pull {
        case bytes(Int)
        case nothingYet
        case end
        case failure
    }

    private let highWater: Int
    private let onData: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - highWater: how many bytes may wait for the client before writing suspends.
    ///   - onData: called when there is something to pull: bytes or the end.
    init(highWater: Int, onData: @escaping @Sendable () -> Void) {
        self.highWater = highWater
        self.onData = onData
    }

    /// Sends `bytes`; suspends before that while more than the high-water mark waits for the client.
    /// - Throws: `HTTPDisconnected` when the client is gone or the task is cancelled.
    public func write(_ bytes: [UInt8]) async throws(HTTPDisconnected) {
        guard !bytes.isEmpty else { return }
        try await waitForRoom()
        let isDisconnected = state.withLock { state in
            guard !state.isDisconnected else { return true }
            state.chunks.append(bytes)
            state.buffered += bytes.count
            return false
        }
        if isDisconnected { throw HTTPDisconnected() }
        onData()
    }

    /// Sends `text` in UTF-8.
    /// - Throws: `HTTPDisconnected` when the client is gone or the task is cancelled.
    public func write(_ text: String) async throws(HTTPDisconnected) {
        try await write(Array(text.utf8))
    }

    /// Sends one server-sent event; line breaks within `data` become several `data:` lines.
    /// - Throws: `HTTPDisconnected` when the client is gone or the task is cancelled.
    public func writeEvent(_ data: String, name: String? = nil, id: String? = nil) async throws(HTTPDisconnected) {
        var event = ""
        if let name { event += "event: \(name)\n" }
        if let id { event += "id: \(id)\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { event += "data: \(line)\n" }
        try await write(event + "\n")
    }

    // MARK: The connection's side

    /// Ends the content, completely or not.
    func finish(failed: Bool = false) {
        state.withLock { $0.ending = $0.ending ?? (failed ? .failed : .complete) }
        onData()
    }

    /// Marks the client as gone; a waiting producer wakes and throws.
    func disconnect() {
        let waiter = state.withLock { state in
            state.isDisconnected = true
            state.chunks = []
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Copies what is buffered, as far as it fits, into `target`.
    func pull(into target: UnsafeMutableRawBufferPointer) -> Pull {
        let (result, waiter): (Pull, UnsafeContinuation<Void, Never>?) = state.withLock { state in
            guard !state.chunks.isEmpty else {
                switch state.ending {
                case .complete: return (.end, nil)
                case .failed: return (.failure, nil)
                case nil: return (state.isDisconnected ? .failure : .nothingYet, nil)
                }
            }
            let copied = Self.copy(from: &state, into: target)
            return (.bytes(copied), state.buffered < highWater ? state.waiter.take() : nil)
        }
        waiter?.resume()
        return result
    }

    private static func copy(from state: inout State, into target: UnsafeMutableRawBufferPointer) -> Int {
        var copied = 0
        while copied < target.count, let first = state.chunks.first {
            let range = state.offset..<min(first.count, state.offset + target.count - copied)
            first.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: target[copied...]).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
            }
            copied += range.count
            state.offset = range.upperBound
            if state.offset == first.count {
                state.chunks.removeFirst()
                state.offset = 0
            }
        }
        state.buffered -= copied
        return copied
    }

    private func waitForRoom() async throws(HTTPDisconnected) {
        while true {
            if Task.isCancelled { throw HTTPDisconnected() }
            guard state.withLock({ $0.buffered >= highWater && !$0.isDisconnected }) else { return }
            await withTaskCancellationHandler {
                await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
                    let isWaiting = state.withLock { state in
                        guard state.buffered >= highWater, !state.isDisconnected, !Task.isCancelled else { return false }
                        state.waiter = continuation
                        return true
                    }
                    if !isWaiting { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.waiter.take() }?.resume()
            }
        }
    }
}
