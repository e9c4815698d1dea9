import CNghttp2

/// Tells TLS from other protocols by the first bytes of a connection.
enum TLSRecords {
    /// Whether the bytes begin a TLS handshake: a record of type "handshake" (RFC 8446, section 5.1).
    static func begin(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.first == 22 && (bytes.count < 2 || bytes[1] == 3)
    }
}

/// The answer, in cleartext, to a peer that does not speak TLS where it has to: a text that a person sees in the peer's log.
///
/// It is a response of HTTP/1, to HTTP/2 as well: gRPC clients recognise that and report that they cannot connect. A GOAWAY would say more,
/// but then they take the connection for a good one that went away, and try again until the deadline.
enum CleartextRefusal {
    private static let preface = Array(NGHTTP2_CLIENT_MAGIC.utf8)
    private static let response = HTTP1Refusal.response("this port speaks gRPC over TLS")

    /// - Parameter input: the first bytes of the peer; what is not HTTP has no answer.
    static func response(to input: UnsafeRawBufferPointer) -> [UInt8] {
        let isHTTP2 = input.count >= 3 && zip(input, preface).allSatisfy(==)
        return isHTTP2 || HTTP1Refusal.looksLikeHTTP1(input) ? response : []
    }
}
