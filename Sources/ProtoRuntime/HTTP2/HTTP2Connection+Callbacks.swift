import CNghttp2
import EventLoops

/// What nghttp2 reports while it processes input or builds frames. Nothing here may call its receive or send functions.
extension HTTP2Connection {
    func didBeginHeaders(_ frame: UnsafePointer<nghttp2_frame>) -> Int32 {
        headerListSize = 0
        let id = frame.pointee.hd.stream_id
        if let stream = stream(id) {
            headerStream = stream
            return 0
        }
        guard role == .server, takesStream, let stream = delegate?.connectionWillOpenStream(self) else {
            nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, NGHTTP2_REFUSED_STREAM.rawValue)
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
        }
        stream.id = id
        adopt(stream)
        nghttp2_session_set_stream_user_data(session, id, Unmanaged.passUnretained(stream).toOpaque())
        headerStream = stream
        return 0
    }

    private var takesStream: Bool {
        openStreams < Int(configuration.maximumConcurrentStreams ?? .max) && hasMemory()
    }

    func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let headerStream else { return 0 }
        // nghttp2 announces the limit but does not enforce it. What is beyond it must be decoded, because later blocks build upon it, but
        // need not be kept.
        headerListSize += name.count + value.count + 32
        if headerListSize <= Int(configuration.maximumHeaderListSize) { headerStream.didReceiveHeader(name: name, value: value) }
        return 0
    }

    func didReceiveData(id: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
        // `ReceiveWindow` tells when the connection's window opens; the stream's does when bytes are taken.
        guard let stream = stream(id) else {
            nghttp2_session_consume_connection(session, bytes.count)
            return
        }
        stream.didReceiveData(bytes)
        if !hasMemory() { stream.didFillConnection(limit: configuration.maximumHeldBytes) }
    }

    /// - Returns: 0 to go on, anything else to stop: the peer has done too much of something.
    func didReceiveFrame(_ frame: UnsafePointer<nghttp2_frame>) -> Int32 {
        let header = frame.pointee.hd
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            guard let stream = headerStream, stream.id == header.stream_id else { return 0 }
            headerStream = nil
            if headerListSize <= Int(configuration.maximumHeaderListSize) {
                didGatherHeaders(of: stream)
                stream.didReceiveHeaders(isEnd: header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0)
            } else {
                stream.didReceiveTooLargeHeaders(limit: Int(configuration.maximumHeaderListSize))
            }
            endIfFlagged(header, stream)
        case NGHTTP2_DATA.rawValue:
            guard header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0 else {
                if header.length <= frame.pointee.data.padlen { count(.emptyData) }
                break
            }
            if let stream = stream(header.stream_id) { endIfFlagged(header, stream) }
        case NGHTTP2_WINDOW_UPDATE.rawValue:
            count(.windowUpdate)
        case NGHTTP2_RST_STREAM.rawValue:
            if role == .server { count(.reset) }
        case NGHTTP2_SETTINGS.rawValue:
            didReceiveSettings(isAcknowledgement: header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0)
        case NGHTTP2_PING.rawValue:
            withUnsafeBytes(of: frame.pointee.ping.opaque_data) { bytes in
                didReceivePing(
                    bytes.assumingMemoryBound(to: UInt8.self), isAcknowledgement: header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0)
            }
        case NGHTTP2_GOAWAY.rawValue:
            count(.otherFrame)
            let goAway = frame.pointee.goaway
            traffic.receivedGoAway = goAway.error_code
            let debugData = String(decoding: UnsafeBufferPointer(start: goAway.opaque_data, count: goAway.opaque_data_len), as: UTF8.self)
            delegate?.connection(self, didReceiveGoAway: goAway.error_code, lastStreamID: goAway.last_stream_id, debugData: debugData)
        default:
            count(.otherFrame)
        }
        return violation == nil ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }

    /// A frame of a type that HTTP/2 does not know; its payload is thrown away.
    func didReceiveUnknownFrame() -> Int32 {
        count(.otherFrame)
        return violation == nil ? NGHTTP2_ERR_CANCEL.rawValue : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }

    private func didReceiveSettings(isAcknowledgement: Bool) {
        if isAcknowledgement {
            life.didReceiveSettingsAcknowledgement()
            return
        }
        count(.settings)
        peerLimits.concurrentStreams = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
        peerLimits.headerListSize = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE)
        if hasReceivedSettings {
            delegate?.connectionMayHaveRoom(self)
        } else {
            hasReceivedSettings = true
            life.didReceiveSettings()
            delegate?.connectionIsReady(self)
        }
    }

    private func endIfFlagged(_ header: nghttp2_frame_hd, _ stream: HTTP2Stream) {
        guard header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0, !stream.isRemoteEnded else { return }
        stream.isRemoteEnded = true
        stream.didReceiveEnd()
    }

    func didSendFrame(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = frame.pointee.hd
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
            abuse.didSendHeadersOrData()
            strikes?.didSendHeadersOrData()
            if role == .server, header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0 { stopRequest(header.stream_id) }
        case NGHTTP2_RST_STREAM.rawValue:
            // Resets that broken frames have provoked cost what the peer's own resets cost.
            let code = frame.pointee.rst_stream.error_code
            if role == .server, code != NGHTTP2_NO_ERROR.rawValue, code != NGHTTP2_CANCEL.rawValue { count(.reset) }
        case NGHTTP2_GOAWAY.rawValue:
            didSendGoAway()
        default:
            break
        }
    }

    /// The response has ended. If the request has not, the peer is told to stop sending (RFC 9113, section 8.1); not earlier, because a
    /// reset discards frames that are still queued.
    private func stopRequest(_ id: Int32) {
        if let stream = stream(id), !stream.isRemoteEnded { reset(stream, code: NGHTTP2_NO_ERROR) }
    }

    func didCloseStream(id: Int32, code: UInt32) {
        guard let stream = stream(id) else { return }
        if headerStream === stream { headerStream = nil }
        release(stream, code: code)
    }

    private func stream(_ id: Int32) -> HTTP2Stream? {
        guard let data = nghttp2_session_get_stream_user_data(session, id) else { return nil }
        // The list of open streams holds the object until `didCloseStream`.
        return Unmanaged<HTTP2Stream>.fromOpaque(data).takeUnretainedValue()
    }
}
