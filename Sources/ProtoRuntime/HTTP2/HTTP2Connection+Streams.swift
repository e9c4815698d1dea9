import CNghttp2
import EventLoops

/// The streams that are open, and what is kept for them.
extension HTTP2Connection {
    /// Counts body bytes that a stream has received. They are its caller's to give back with `consume`, also those it throws away.
    func received(_ count: Int, on stream: HTTP2Stream) {
        guard session != nil else { return }
        stream.unreadBytes += count
        if isTraced { traffic.lastMessageReceived = lastRead }
        giveBack(receiveWindow.received(count))
    }

    /// Gives window back for body bytes that were received and are now taken.
    func consume(_ count: Int, on stream: HTTP2Stream) {
        let taken = min(count, stream.unreadBytes)
        guard session != nil, taken > 0 else { return }
        stream.unreadBytes -= taken
        nghttp2_session_consume_stream(session, stream.id, taken)
        giveBack(receiveWindow.taken(taken))
        scheduleFlush()
    }

    /// Counts bytes of a stream's output that nghttp2 has taken for a frame.
    func didFrame(_ count: Int) {
        outputBytes -= count
        if isTraced, count > 0 { traffic.lastMessageSent = .now() }
    }

    private func giveBack(_ count: Int) {
        if count > 0 { nghttp2_session_consume_connection(session, count) }
    }

    func adopt(_ stream: HTTP2Stream) {
        stream.connection = self
        stream.next = firstStream
        stream.previous = nil
        firstStream?.previous = stream
        firstStream = stream
        openStreams += 1
        traffic.streamsStarted += 1
        if isTraced { traffic.lastStreamStarted = role == .server ? lastRead : .now() }
        outputBytes += stream.pendingOutput
        abuse.didOpenStream()
        if openStreams == 1 { life.didBecomeBusy() }
    }

    func release(_ stream: HTTP2Stream, code: UInt32?) {
        if let previous = stream.previous { previous.next = stream.next } else { firstStream = stream.next }
        stream.next?.previous = stream.previous
        stream.next = nil
        stream.previous = nil
        openStreams -= 1
        traffic.didClose(stream, code: code)
        outputBytes -= stream.pendingOutput
        headerBytes -= stream.headerBytes
        // What nobody will read any more must not keep the connection's window shut.
        let unread = receiveWindow.taken(stream.unreadBytes)
        stream.unreadBytes = 0
        if session != nil { giveBack(unread) }
        stream.discardOutput()
        stream.didClose(code: code)
        stream.inputBytes = 0
        stream.connection = nil
        if code == 0 { abuse.didFinishStream() }
        if openStreams == 0 { life.didBecomeIdle(at: life.needsIdleTime ? .now() : nil) }
        if session != nil { delegate?.connectionMayHaveRoom(self) }
    }

    /// Counts the header list of a stream, which is kept until the stream closes.
    func didGatherHeaders(of stream: HTTP2Stream) {
        stream.headerBytes += headerListSize
        headerBytes += headerListSize
    }

    /// Whether more may be kept. If not, the owner is told when it may.
    func hasMemory() -> Bool {
        isFull = heldBytes >= configuration.maximumHeldBytes
        return !isFull
    }

    /// What the connection keeps for its streams, with a guess at what a stream costs by itself.
    private var heldBytes: Int { (openStreams << 10) + headerBytes + inputBytes + outputBytes }
}
