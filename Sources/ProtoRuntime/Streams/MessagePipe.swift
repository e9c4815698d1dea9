import Synchronization

/// One direction of a call in the same process: a bounded queue of messages between the task that writes and the task that reads them.
final class MessagePipe: MessageSource, MessageSink {
    /// Messages beyond which writers wait.
    private static let capacity = 16

    private enum Ending {
        case finished
        case failed(RPCError)
    }

    private typealias Reader = UnsafeContinuation<Result<(any Message)?, RPCError>, Never>

    private struct State {
        var messages: [any Message] = []
        var ending: Ending?
        var reader: Reader?
        var gate = WriteGate()
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.ending != nil } }

    // MARK: Reading

    func next() async throws(RPCError) -> (any Message)? {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (reader: Reader) in
                let (ready, writers) = take(reader)
                for writer in writers { writer.resume(returning: .success(())) }
                if let ready { reader.resume(returning: ready) }
            }
        } onCancel: {
            finish(RPCError(.cancelled, "the call was cancelled"))
        }
        return try result.get()
    }

    /// Takes what is there, or leaves the reader to wait for it.
    private func take(_ reader: Reader) -> (Result<(any Message)?, RPCError>?, [WriteGate.Waiter]) {
        state.withLock { state in
            if !state.messages.isEmpty {
                let message = state.messages.removeFirst()
                return (.success(message), state.gate.takeWaiters())
            }
            switch state.ending {
            case .failed(let error): return (.failure(error), [])
            case .finished: return (.success(nil), [])
            case nil: break
            }
            guard state.reader == nil else {
                return (.failure(RPCError(.internal, "two tasks read the messages of one call at the same time")), [])
            }
            state.reader = reader
            return (nil, [])
        }
    }

    // MARK: Writing

    func write(_ message: any Message) async throws(RPCError) {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (writer: WriteGate.Waiter) in
                let (reader, isAccepted) = add(message, writer)
                reader?.resume(returning: .success(message))
                if let isAccepted { writer.resume(returning: isAccepted) }
            }
        } onCancel: {
            finish(RPCError(.cancelled, "the call was cancelled"))
        }
        try result.get()
    }

    private func add(_ message: any Message, _ writer: WriteGate.Waiter) -> (Reader?, Result<Void, RPCError>?) {
        state.withLock { state in
            if let ending = state.ending {
                if case .failed(let error) = ending { return (nil, .failure(error)) }
                return (nil, .failure(.callIsOver))
            }
            if let reader = state.reader.take() { return (reader, .success(())) }
            state.messages.append(message)
            guard state.messages.count >= Self.capacity else { return (nil, .success(())) }
            state.gate.wait(writer)
            return (nil, nil)
        }
    }

    /// Ends the messages after those that are waiting.
    func finish(_ error: RPCError? = nil) {
        let (reader, writers) = state.withLock { state -> (Reader?, [WriteGate.Waiter]) in
            guard state.ending == nil else { return (nil, []) }
            state.ending = error.map { .failed($0) } ?? .finished
            return (state.reader.take(), state.gate.takeWaiters())
        }
        reader?.resume(returning: error.map { .failure($0) } ?? .success(nil))
        for writer in writers { writer.resume(returning: .failure(error ?? .callIsOver)) }
    }
}
