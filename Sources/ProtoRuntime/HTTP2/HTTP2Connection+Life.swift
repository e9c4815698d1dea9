import CNghttp2
import EventLoops

/// What the connection does by the clock, and how it winds down.
extension HTTP2Connection {
    /// The payload of the PING between the two GOAWAYs, which tells its acknowledgement from others.
    private static let drainPing: [UInt8] = Array("draining".utf8)
    private static let keepalivePing: [UInt8] = Array("are you?".utf8)

    /// Sets the timer to the next deadline, if that is earlier than the one it is set to; one that is later is found out when it fires.
    func scheduleTick() {
        guard session != nil, let deadline = life.deadline else { return }
        if let timer {
            guard deadline < timerDeadline else { return }
            timer.cancel()
        }
        timerDeadline = deadline
        timer = loop.scheduleLocally(after: deadline - .now()) { [self] in tick() }
    }

    private func tick() {
        timer = nil
        while session != nil, let action = life.tick(at: .now()) { perform(action) }
        scheduleTick()
    }

    private func perform(_ action: ConnectionLife.Action) {
        guard let session else { return }
        switch action {
        case .ping:
            traffic.keepAlivesSent += 1
            submitPing(Self.keepalivePing)
        case .announceEnd:
            nghttp2_submit_shutdown_notice(session)
            isDrainPingDue = true
            scheduleFlush()
        case .refuseStreams(let debugData):
            submitGoAway(NGHTTP2_NO_ERROR, debugData: debugData)
        case .fail(.settingsTimeout):
            fail(NGHTTP2_SETTINGS_TIMEOUT, "SETTINGS were not acknowledged in time")
        case .fail(.headerTimeout):
            fail(NGHTTP2_ENHANCE_YOUR_CALM, "a header block was not complete in time")
        case .close(let reason):
            close(.abandoned(reason))
        }
    }

    /// Begins the graceful end: GOAWAY with the highest number, so that no call on its way is lost, then, when the peer has seen it, GOAWAY
    /// with the last stream; the connection closes when its calls are done.
    /// - Parameter debugData: what the second GOAWAY says. (nghttp2 refuses streams after any GOAWAY that says something.)
    func drain(debugData: String = "") {
        guard session != nil, let action = life.end(debugData: debugData, at: .now()) else { return }
        perform(action)
        scheduleTick()
    }

    /// Takes no more streams and closes when those that it has are over; for clients, which know what is on its way.
    func finishStreamsAndClose() {
        if session != nil { submitGoAway(NGHTTP2_NO_ERROR, debugData: "") }
    }

    /// A GOAWAY was sent. The PING whose acknowledgement shows that the peer has read it is submitted only now, because nghttp2 lets PINGs
    /// overtake it.
    func didSendGoAway() {
        guard isDrainPingDue else { return }
        isDrainPingDue = false
        submitPing(Self.drainPing)
    }

    func didReceivePing(_ payload: UnsafeBufferPointer<UInt8>, isAcknowledgement: Bool) {
        if !isAcknowledgement, strikes?.didReceivePing(at: lastRead, hasCalls: openStreams > 0) == true {
            violation = "too_many_pings"
        }
        count(.ping)
        if isAcknowledgement, payload.equals(Self.drainPing), let action = life.didAcknowledgeEnd(at: lastRead) { perform(action) }
    }

    /// Counts what the peer has done, and notes when it was too much.
    func count(_ event: AbuseMeter.Event) {
        if let excess = abuse.count(event, at: lastRead) { violation = violation ?? excess }
    }

    // MARK: Frames

    private func submitPing(_ payload: [UInt8]) {
        nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), payload)
        scheduleFlush()
    }

    private func submitGoAway(_ code: nghttp2_error_code, debugData: String) {
        let text = Array(debugData.utf8)
        nghttp2_submit_goaway(
            session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nghttp2_session_get_last_proc_stream_id(session), code.rawValue, text, text.count)
        scheduleFlush()
    }

    /// Ends the connection with an error of which the peer is told.
    func fail(_ code: nghttp2_error_code, _ text: String) {
        guard session != nil else { return }
        submitGoAway(code, debugData: text)
        close(.protocolError(text))
    }

    // MARK: Closing

    /// Ends the session and all streams, and closes the socket. While nghttp2 is running it is put off until it has returned.
    ///
    /// A server that closed the socket at once would lose what it has just sent if the peer's own bytes were still unread: the system
    /// answers those with a reset, at which the peer throws away what it has not read. Therefore a server ends its output, reads and
    /// forgets input until the peer closes too or `lingerTimeout` has passed, and closes then.
    /// - Parameters:
    ///   - reason: what the owner is told.
    ///   - lastWords: what to send instead of frames to a peer that does not speak HTTP/2.
    func close(_ reason: CloseReason, lastWords: [UInt8]? = nil) {
        if isInLibrary {
            closeWhenPossible = closeWhenPossible ?? reason
            return
        }
        guard let session else {
            if let lingering {
                // Asked again: without further courtesy.
                didClose(lingering)
            } else if let delegate {
                // There never was a session.
                delegate.connectionDidEnd(self, reason: reason)
                didClose(reason)
            }
            return
        }
        var isBroken = false
        if case .lost = reason { isBroken = true }
        if !isBroken {
            // A last word (GOAWAY, a refusal).
            if let lastWords {
                isBroken = lastWords.withUnsafeBytes { transport.send($0) } != nil
            } else {
                isBroken = (transport.sendUnsent() ?? writeFrames()) != nil
            }
        }
        self.session = nil
        timer?.cancel()
        timer = nil
        while let stream = firstStream { release(stream, code: nil) }
        nghttp2_session_del(session)
        delegate?.connectionDidEnd(self, reason: reason)
        if isBroken || role == .client {
            didClose(reason)
        } else {
            lingering = reason
            timer = loop.scheduleLocally(after: configuration.lingerTimeout) { [self] in didClose(reason) }
            linger()
        }
    }

    /// Sends what is left and says that this was all.
    func linger() {
        guard let lingering else { return }
        if transport.endOutput() != nil {
            didClose(lingering)
        } else {
            isReadingPaused = false
            updateInterest()
        }
    }

    /// Forgets what the peer still sends, until it closes.
    func discardInput() {
        if let lingering, !transport.discardInput() { didClose(lingering) }
    }

    private func didClose(_ reason: CloseReason) {
        lingering = nil
        timer?.cancel()
        timer = nil
        loop.unwatch(descriptor)
        transport.close()
        let owner = delegate
        delegate = nil
        owner?.connectionDidClose(self, reason: reason)
    }
}
