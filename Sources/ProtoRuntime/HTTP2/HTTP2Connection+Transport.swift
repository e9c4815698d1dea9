import CNghttp2
import EventLoops

/// The traffic between nghttp2 and the socket.
extension HTTP2Connection {
    func didBecomeReady(_ readiness: IOReadiness) {
        if readiness.intersects(.writable) { session != nil ? flush() : linger() }
        guard readiness.intersects([.readable, .error, .hangup]) else { return }
        session != nil ? receive() : discardInput()
    }

    private func receive() {
        let wasReady = transport.isReady
        let input = transport.receive()
        if !wasReady, transport.isReady { scheduleFlush() }
        if !input.bytes.isEmpty { process(input.bytes) }
        if let reason = input.end { close(reason) }
    }

    private func process(_ input: UnsafeRawBufferPointer) {
        lastRead = .now()
        life.didRead(at: lastRead)
        if !hasReceivedInput {
            hasReceivedInput = true
            if role == .server, HTTP1Refusal.looksLikeHTTP1(input) {
                close(.protocolError("an HTTP/1 request"), lastWords: HTTP1Refusal.response)
                return
            }
            if role == .client, let reason = HTTP1Refusal.reason(in: input) {
                close(.protocolError("the server does not speak HTTP/2: \(reason)"))
                return
            }
            if role == .server, !transport.isSecured, TLSRecords.begin(input) {
                close(.protocolError("a TLS handshake on a port without TLS"), lastWords: HTTP1Refusal.responseToTLS)
                return
            }
        }
        isInLibrary = true
        let taken = nghttp2_session_mem_recv(session, input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count)
        isInLibrary = false
        if let violation {
            fail(NGHTTP2_ENHANCE_YOUR_CALM, violation)
            return
        }
        if taken < 0 {
            let isFlood = taken == Int(NGHTTP2_ERR_FLOODED.rawValue) || taken == Int(NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue)
            fail(isFlood ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_PROTOCOL_ERROR, String(cString: nghttp2_strerror(Int32(taken))))
            return
        }
        life.didStop(inHeadersOf: headerStream?.id, at: lastRead)
        delegate?.connectionDidProcessInput(self)
        if let reason = closeWhenPossible { close(reason) } else { scheduleFlush() }
    }

    /// Asks for a flush at the end of the loop's turn, so that everything the turn produces leaves in one write.
    func scheduleFlush() {
        guard !isFlushScheduled, session != nil else { return }
        isFlushScheduled = true
        loop.atEndOfTurn { [self] in
            isFlushScheduled = false
            flush()
        }
    }

    private func flush() {
        guard session != nil else { return }
        defer { if isFull, hasMemory() { delegate?.connectionMayHaveRoom(self) } }
        let sentBefore = transport.sentBytes
        if let failure = transport.sendUnsent() ?? writeFrames() {
            // What the peer has said before it went away, such as a TLS alert, tells more than the failure to write.
            receive()
            close(.lost(failure))
            return
        }
        if let violation {
            fail(NGHTTP2_ENHANCE_YOUR_CALM, violation)
        } else if let reason = closeWhenPossible {
            close(reason)
        } else if transport.hasUnsentOutput {
            life.didBlock(hasProgressed: transport.sentBytes != sentBefore, at: .now())
            pauseReadingIfFull()
            updateInterest()
            scheduleTick()
        } else if nghttp2_session_want_read(session) == 0, nghttp2_session_want_write(session) == 0 {
            close(.finished)
        } else {
            life.didUnblock()
            resumeReading()
            updateInterest()
            scheduleTick()
        }
    }

    /// While a peer that does not read has too much waiting for it, it is not read from either, so that it cannot ask for more.
    ///
    /// Only servers do so: were both sides to wait for the other to read, neither would ever read again. A client's output is what its own
    /// callers have written.
    private func pauseReadingIfFull() {
        guard role == .server else { return }
        let isFull = transport.unsentBytes + outputBytes > configuration.maximumUnsentBytes
        guard isFull != isReadingPaused else { return }
        if isFull {
            isReadingPaused = true
            life.didPauseReading()
        } else {
            resumeReading()
        }
    }

    private func resumeReading() {
        guard isReadingPaused else { return }
        isReadingPaused = false
        life.didResumeReading(at: .now())
    }

    /// Takes frames from nghttp2 into the loop's buffer and sends them, until there is nothing left or the socket is full.
    /// - Returns: what is wrong with the socket or the session, if anything.
    func writeFrames() -> String? {
        guard transport.isReady else { return nil }
        if !preamble.isEmpty {
            life.didSendSettings(at: .now())
            if let failure = preamble.withUnsafeBytes({ transport.send($0) }) { return failure }
            preamble = []
        }
        while !transport.hasUnsentOutput {
            var data: UnsafePointer<UInt8>?
            isInLibrary = true
            let count = nghttp2_session_mem_send(session, &data)
            isInLibrary = false
            if let failure = sendFailure.take() { return failure }
            if count < 0 { return String(cString: nghttp2_strerror(Int32(count))) }
            if count == 0 { return sendGathered() }
            if let failure = gather(UnsafeRawBufferPointer(start: data, count: count)) { return failure }
        }
        return nil
    }

    /// Adds a frame to the loop's buffer, which is sent when it is full.
    private func gather(_ frame: UnsafeRawBufferPointer) -> String? {
        if frame.count > buffers.output.count - gathered, let failure = sendGathered() { return failure }
        if transport.hasUnsentOutput || frame.count > buffers.output.count { return transport.send(frame) }
        UnsafeMutableRawBufferPointer(rebasing: buffers.output[gathered...]).copyMemory(from: frame)
        gathered += frame.count
        return nil
    }

    private func sendGathered() -> String? {
        guard gathered > 0 else { return nil }
        defer { gathered = 0 }
        return transport.send(UnsafeRawBufferPointer(rebasing: buffers.output[0..<gathered]))
    }

    /// Adds a DATA frame, whose content comes from the stream's output without passing through nghttp2.
    func sendData(of stream: HTTP2Stream, header: UnsafePointer<UInt8>, count: Int) -> nghttp2_error {
        let headerSize = 9
        if headerSize + count > buffers.output.count - gathered {
            sendFailure = sendGathered()
            guard sendFailure == nil, headerSize + count <= buffers.output.count else { return NGHTTP2_ERR_CALLBACK_FAILURE }
        }
        guard !transport.hasUnsentOutput else { return NGHTTP2_ERR_WOULDBLOCK }
        guard count <= stream.pendingOutput else { return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffers.output[gathered...])
        room.copyMemory(from: UnsafeRawBufferPointer(start: header, count: headerSize))
        stream.moveOutput(to: UnsafeMutableRawBufferPointer(rebasing: room[headerSize..<headerSize + count]))
        gathered += headerSize + count
        return nghttp2_error(rawValue: 0)
    }

    /// Has the loop watch for what the connection can make use of.
    func updateInterest() {
        var interest: IOInterest = isReadingPaused ? [] : .readable
        if transport.hasUnsentOutput { interest.formUnion(.writable) }
        guard interest != watched else { return }
        watched = interest
        try? loop.update(descriptor, for: interest)
    }
}
