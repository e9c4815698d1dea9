import EventLoops

/// The messages of a call whose request or response is a stream.
extension ServerCall: StreamingCall {
    func takeMessage() -> MessageInbox.Next? {
        let next = inbox.take()
        countInput()
        giveWindowBack(if: inbox.size <= WriteGate.highWater)
        return next
    }

    func waitForMessage(_ waiter: UnsafeContinuation<MessageInbox.Next, Never>) {
        inbox.wait(waiter)
        countInput()
        giveWindowBack(if: inbox.size <= WriteGate.highWater)
    }

    func accept(_ frame: consuming [UInt8]) throws(RPCError) {
        guard !isFinished else { throw cancellation }
        write(frame)
        sendHeaders()
    }

    var hasRoom: Bool { isFinished || pendingOutput < WriteGate.highWater }

    func waitForRoom(_ waiter: WriteGate.Waiter) { gate.wait(waiter) }

    func waitingTaskWasCancelled() {
        failStreams(cancellation)
    }

    func framed(_ frame: consuming [UInt8], compressed: Bool) throws(RPCError) -> [UInt8] {
        try MessageFrame.complete(frame, with: compressed ? compression : .identity)
    }

    func plain(_ message: ReceivedMessage) throws(RPCError) -> [UInt8] {
        didTake(message)
        guard message.isCompressed else { return message.bytes }
        return try MessageCompression.decompress(message.bytes, with: encoding, limit: maximumRequestSize)
    }
}
