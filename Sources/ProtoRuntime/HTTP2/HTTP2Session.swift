import CNghttp2

/// Makes nghttp2 sessions: the one place that knows its options and callback tables.
enum HTTP2Session {
    /// The callback table, made once for the process.
    ///
    /// `@unchecked Sendable`: written once, read-only afterwards; nghttp2 copies it into each session.
    private struct Callbacks: @unchecked Sendable {
        let table: OpaquePointer?

        init() {
            var table: OpaquePointer?
            nghttp2_session_callbacks_new(&table)
            self.table = table
            nghttp2_session_callbacks_set_on_begin_headers_callback(table) { _, frame, connection in
                guard let frame else { return 0 }
                return with(connection) { $0.didBeginHeaders(frame) } ?? 0
            }
            nghttp2_session_callbacks_set_on_header_callback(table) { _, _, name, nameLength, value, valueLength, _, connection in
                let name = UnsafeBufferPointer(start: name, count: nameLength)
                let value = UnsafeBufferPointer(start: value, count: valueLength).withoutOuterBlanks
                return with(connection) { $0.didReceiveHeader(name: name, value: value) } ?? 0
            }
            nghttp2_session_callbacks_set_on_data_chunk_recv_callback(table) { _, _, id, bytes, count, connection in
                with(connection) { $0.didReceiveData(id: id, UnsafeBufferPointer(start: bytes, count: count)) }
                return 0
            }
            nghttp2_session_callbacks_set_on_frame_recv_callback(table) { _, frame, connection in
                guard let frame else { return 0 }
                return with(connection) { $0.didReceiveFrame(frame) } ?? 0
            }
            nghttp2_session_callbacks_set_unpack_extension_callback(table) { _, _, _, connection in
                with(connection) { $0.didReceiveUnknownFrame() } ?? NGHTTP2_ERR_CANCEL.rawValue
            }
            nghttp2_session_callbacks_set_on_frame_send_callback(table) { _, frame, connection in
                if let frame { with(connection) { $0.didSendFrame(frame) } }
                return 0
            }
            nghttp2_session_callbacks_set_send_data_callback(table) { _, _, header, count, source, connection in
                guard let header, let stream = source?.pointee.ptr else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
                // The connection holds the stream until nghttp2 has closed it.
                return Unmanaged<HTTP2Stream>.fromOpaque(stream)._withUnsafeGuaranteedRef { stream in
                    with(connection) { $0.sendData(of: stream, header: header, count: count).rawValue } ?? 0
                }
            }
            nghttp2_session_callbacks_set_on_stream_close_callback(table) { _, id, code, connection in
                with(connection) { $0.didCloseStream(id: id, code: code) }
                return 0
            }
        }
    }

    private static let callbacks = Callbacks()

    /// A session and the bytes with which it begins: our SETTINGS and the connection's window. `nil` when memory is exhausted. The
    /// connection must outlive the session.
    static func make(
        role: HTTP2Connection.Role, configuration: HTTP2Configuration, connection: HTTP2Connection
    ) -> (session: OpaquePointer, preamble: [UInt8])? {
        var option: OpaquePointer?
        nghttp2_option_new(&option)
        defer { nghttp2_option_del(option) }
        nghttp2_option_set_no_auto_window_update(option, 1)
        nghttp2_option_set_no_closed_streams(option, 1)
        // gRPC allows blanks around a value and lets receivers remove them (gRPC over HTTP/2, "Custom-Metadata").
        nghttp2_option_set_no_rfc9113_leading_and_trailing_ws_validation(option, 1)
        nghttp2_option_set_max_settings(option, configuration.maximumSettingsPerFrame)
        nghttp2_option_set_max_outbound_ack(option, configuration.abuseLimits.queuedAcknowledgements)
        // Only the peer knows what it reads; the library's 64 KiB would make larger blocks vanish without a trace.
        nghttp2_option_set_max_send_header_block_length(option, 64 << 20)
        // As many CONTINUATION frames as the largest header list fills, and the library's default for half-filled ones.
        nghttp2_option_set_max_continuations(option, Int(configuration.maximumHeaderListSize >> 14) + 8)
        // Resets are measured by `AbuseMeter`: the library would count calls that were cancelled for good reasons too strictly.
        nghttp2_option_set_stream_reset_rate_limit(option, .max, .max)
        // Without this the library skips frames of unknown types (RFC 9113, section 5.5) and nobody could count them.
        for type in UInt8(10)...UInt8.max { nghttp2_option_set_user_recv_extension_type(option, type) }

        var session: OpaquePointer?
        let owner = Unmanaged.passUnretained(connection).toOpaque()
        switch role {
        case .server: nghttp2_session_server_new2(&session, callbacks.table, owner, option)
        case .client: nghttp2_session_client_new2(&session, callbacks.table, owner, option)
        }
        guard let session else { return nil }

        var settings = [
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(configuration.initialStreamWindow)),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, configuration.maximumHeaderListSize),
        ]
        if role == .client { settings.append(entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0)) }
        if configuration.maximumConcurrentStreams != nil { settings.append(entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, .max)) }
        let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        nghttp2_submit_settings(session, flags, settings, settings.count)
        nghttp2_session_set_local_window_size(session, flags, 0, configuration.connectionWindow)
        var preamble = output(of: session)
        if let streams = configuration.maximumConcurrentStreams { announce(streams, in: &preamble) }
        return (session, preamble)
    }

    private static func output(of session: OpaquePointer) -> [UInt8] {
        var output: [UInt8] = []
        var data: UnsafePointer<UInt8>?
        while case let count = nghttp2_session_mem_send(session, &data), count > 0 {
            output.append(contentsOf: UnsafeBufferPointer(start: data, count: count))
        }
        return output
    }

    /// Writes the limit of concurrent streams into the SETTINGS.
    ///
    /// nghttp2 ends the whole connection when a stream is opened beyond a limit that the peer has acknowledged, where RFC 9113, section
    /// 5.1.2, wants that one stream to be refused. Therefore nghttp2 is told a limit that nobody reaches, the peer is told the true one,
    /// and the connection refuses what exceeds it.
    private static func announce(_ streams: UInt32, in preamble: inout [UInt8]) {
        let unreachable: [UInt8] = [0, UInt8(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue), 0xff, 0xff, 0xff, 0xff]
        guard let entry = preamble.indices.first(where: { preamble[$0...].starts(with: unreachable) }) else { return }
        for byte in 0..<4 { preamble[entry + 2 + byte] = UInt8(truncatingIfNeeded: streams >> (24 - 8 * byte)) }
    }

    private static func entry(_ setting: nghttp2_settings_id, _ value: UInt32) -> nghttp2_settings_entry {
        nghttp2_settings_entry(settings_id: Int32(setting.rawValue), value: value)
    }

    /// Calls `body` with the connection behind a callback's user data, which holds its session and therefore outlives the callback.
    @discardableResult
    private static func with<Result>(_ connection: UnsafeMutableRawPointer?, _ body: (HTTP2Connection) -> Result) -> Result? {
        guard let connection else { return nil }
        return Unmanaged<HTTP2Connection>.fromOpaque(connection)._withUnsafeGuaranteedRef(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes without spaces and tabs at the ends.
    fileprivate var withoutOuterBlanks: Self {
        guard let first, let last, Self.isBlank(first) || Self.isBlank(last) else { return self }
        let start = firstIndex { !Self.isBlank($0) } ?? endIndex
        let end = self[start...].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? start
        return Self(rebasing: self[start..<end])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
