import Environments
import Persistence
import Synchronization

/// Those who watch generations in this process.
final class ProgressObservers: Sendable {
    struct Token: Sendable, Hashable { fileprivate let number: UInt64 }

    private struct State {
        var nextNumber: UInt64 = 0
        var streams: [Identifier: [UInt64: AsyncStream<Document>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    func subscribe(to worldID: Identifier) -> (AsyncStream<Document>, Token) {
        let (stream, continuation) = AsyncStream.makeStream(of: Document.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextNumber += 1
            state.streams[worldID, default: [:]][state.nextNumber] = continuation
            return state.nextNumber
        }
        continuation.onTermination = { [weak self] _ in self?.remove(number, worldID) }
        return (stream, Token(number: number))
    }

    func send(_ document: Document, of worldID: Identifier) {
        for continuation in state.withLock({ Array($0.streams[worldID, default: [:]].values) }) { continuation.yield(document) }
    }

    /// Sends a document that was read from the store; one that has ended ends the stream.
    func send(_ document: Document, to token: Token, of worldID: Identifier) {
        let continuation = state.withLock { $0.streams[worldID]?[token.number] }
        continuation?.yield(document)
        if document["status"]?.string.flatMap(WorkStatus.init(rawValue:))?.isTerminal == true { continuation?.finish() }
    }

    func finish(_ worldID: Identifier) {
        for continuation in state.withLock({ Array($0.streams[worldID, default: [:]].values) }) { continuation.finish() }
    }

    func finishAll() {
        for continuation in state.withLock({ $0.streams.values.flatMap(\.values) }) { continuation.finish() }
    }

    private func remove(_ number: UInt64, _ worldID: Identifier) {
        state.withLock { state in
            state.streams[worldID]?[number] = nil
            if state.streams[worldID]?.isEmpty == true { state.streams[worldID] = nil }
        }
    }
}
