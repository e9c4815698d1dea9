import CNghttp2

/// What nghttp2 reports while it processes input or builds frames. Nothing here may call its receive or send functions.
extension HTTP2Connection {
    func didBeginHeaders(_ frame: UnsafePointer<nghttp2_frame>) -> Int32 {
        headerListSize = 0
        let id = frame.pointee.hd.stream_id
        if let stream = stream(id) {
            headerStream = stream
            return 0
        }
        guard role == .server, let stream = delegate?.connectionWillOpenStream(self) else {
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
        }
        stream.id = id
        adopt(stream)
        nghttp2_session_set_stream_user_data(session, id, Unmanaged.passUnretained(stream).toOpaque())
        headerStream = stream
        return 0
    }

    func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let headerStream else { return 0 }
        // nghttp2 announces the limit but does not enforce it.
        headerListSize += name.count + value.count + 32
        guard headerListSize <= Int(configuration.maximumHeaderListSize) else { return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue }
        headerStream.didReceiveHeader(name: name, value: value)
        return 0
    }

    func didReceiveData(id: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
        // `ReceiveWindow` tells when the connection's window opens; the stream's does when bytes are taken.
        guard let stream = stream(id) else {
            nghttp2_session_consume_connection(session, bytes.count)
            return
        }
        stream.didReceiveData(bytes)
    }

    func didReceiveFrame(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = frame.pointee.hd
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            guard let stream = headerStream, stream.id == header.stream_id else { return }
            headerStream = nil
            stream.didReceiveHeaders(isEnd: header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0)
            endIfFlagged(header, stream)
        case NGHTTP2_DATA.rawValue:
            guard header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0, let stream = stream(header.stream_id) else { return }
            endIfFlagged(header, stream)
        case NGHTTP2_SETTINGS.rawValue:
            guard header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0, !hasReceivedSettings else { return }
            hasReceivedSettings = true
            delegate?.connectionIsReady(self)
        case NGHTTP2_PING.rawValue:
            guard header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0 else { return }
            delegate?.connectionDidReceivePingAcknowledgement(self)
        case NGHTTP2_GOAWAY.rawValue:
            let goAway = frame.pointee.goaway
            let debugData = String(decoding: UnsafeBufferPointer(start: goAway.opaque_data, count: goAway.opaque_data_len), as: UTF8.self)
            delegate?.connection(self, didReceiveGoAway: goAway.error_code, lastStreamID: goAway.last_stream_id, debugData: debugData)
        default:
            break
        }
    }

    private func endIfFlagged(_ header: nghttp2_frame_hd, _ stream: HTTP2Stream) {
        guard header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0, !stream.isRemoteEnded else { return }
        stream.isRemoteEnded = true
        stream.didReceiveEnd()
    }

    func didSendFrame(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = frame.pointee.hd
        guard role == .server, header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0, let stream = stream(header.stream_id),
            !stream.isRemoteEnded
        else { return }
        // The call ended before the peer's request did: tell it to stop sending (RFC 9113, section 8.1). Not earlier, because a reset
        // discards frames that are still queued.
        reset(stream, code: NGHTTP2_NO_ERROR)
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
