import CNghttp2

/// Tells TLS from other protocols by the first bytes of a connection.
enum TLSRecords {
    /// Whether the bytes begin a TLS handshake: a record of type "handshake" (RFC 8446, section 5.1).
    static func begin(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.first == 22 && (bytes.count < 2 || bytes[1] == 3)
    }
}

/// The answers, in cleartext, to a peer that does not speak TLS where it has to: a text that a person sees in the peer's log.
enum CleartextRefusal {
    private static let reason = "this port speaks gRPC over TLS"

    static func response(to input: UnsafeRawBufferPointer) -> [UInt8] {
        if HTTP1Refusal.looksLikeHTTP1(input) { return HTTP1Refusal.response(reason) }
        let preface = Array(NGHTTP2_CLIENT_MAGIC.utf8)
        return input.count >= 3 && zip(input, preface).allSatisfy(==) ? goAway : []
    }

    /// What an HTTP/2 client reads: empty SETTINGS, and GOAWAY with INADEQUATE_SECURITY and the reason (RFC 9113, sections 6.5 and 6.8).
    private static let goAway: [UInt8] = {
        let text = Array(reason.utf8)
        let settings: [UInt8] = [0, 0, 0, UInt8(NGHTTP2_SETTINGS.rawValue), 0, 0, 0, 0, 0]
        let header: [UInt8] = [0, 0, UInt8(8 + text.count), UInt8(NGHTTP2_GOAWAY.rawValue), 0, 0, 0, 0, 0]
        return settings + header + [0, 0, 0, 0, 0, 0, 0, UInt8(NGHTTP2_INADEQUATE_SECURITY.rawValue)] + text
    }()
}
