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
                let value = UnsafeBufferPointer(start: value, count: valueLength)
                return with(connection) { $0.didReceiveHeader(name: name, value: value) } ?? 0
            }
            nghttp2_session_callbacks_set_on_data_chunk_recv_callback(table) { _, _, id, bytes, count, connection in
                with(connection) { $0.didReceiveData(id: id, UnsafeBufferPointer(start: bytes, count: count)) }
                return 0
            }
            nghttp2_session_callbacks_set_on_frame_recv_callback(table) { _, frame, connection in
                if let frame { with(connection) { $0.didReceiveFrame(frame) } }
                return 0
            }
            nghttp2_session_callbacks_set_on_frame_send_callback(table) { _, frame, connection in
                if let frame { with(connection) { $0.didSendFrame(frame) } }
                return 0
            }
            nghttp2_session_callbacks_set_on_stream_close_callback(table) { _, id, code, connection in
                with(connection) { $0.didCloseStream(id: id, code: code) }
                return 0
            }
        }
    }

    private static let callbacks = Callbacks()

    /// A session with our SETTINGS submitted; `nil` when memory is exhausted. The connection must outlive it.
    static func make(role: HTTP2Connection.Role, configuration: HTTP2Configuration, connection: HTTP2Connection) -> OpaquePointer? {
        var option: OpaquePointer?
        nghttp2_option_new(&option)
        defer { nghttp2_option_del(option) }
        nghttp2_option_set_no_auto_window_update(option, 1)
        nghttp2_option_set_no_closed_streams(option, 1)
        nghttp2_option_set_max_settings(option, configuration.maximumSettingsPerFrame)
        if role == .client { nghttp2_option_set_peer_max_concurrent_streams(option, UInt32.max) }

        var session: OpaquePointer?
        let owner = Unmanaged.passUnretained(connection).toOpaque()
        switch role {
        case .server: nghttp2_session_server_new2(&session, callbacks.table, owner, option)
        case .client: nghttp2_session_client_new2(&session, callbacks.table, owner, option)
        }
        guard session != nil else { return nil }

        var settings = [
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(configuration.initialStreamWindow)),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, configuration.maximumHeaderListSize),
        ]
        if role == .client { settings.append(entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0)) }
        if let streams = configuration.maximumConcurrentStreams {
            settings.append(entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, streams))
        }
        let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        nghttp2_submit_settings(session, flags, settings, settings.count)
        nghttp2_session_set_local_window_size(session, flags, 0, configuration.connectionWindow)
        return session
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
