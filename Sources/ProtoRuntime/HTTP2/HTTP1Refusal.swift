/// The answer to a client that speaks HTTP/1 on a gRPC port: a sentence that a person with curl can read.
enum HTTP1Refusal {
    private static let methods = ["GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE "]

    /// Whether the first bytes of a connection are an HTTP/1 request line (the HTTP/2 preface begins with `PRI `).
    static func looksLikeHTTP1(_ input: UnsafeRawBufferPointer) -> Bool {
        methods.contains { method in input.count >= method.utf8.count && zip(input, method.utf8).allSatisfy { $0 == $1 } }
    }

    static let response = response("this port speaks gRPC over HTTP/2 (prior knowledge), not HTTP/1")

    /// The answer to a TLS client: clients recognise an HTTP/1 response where a handshake should be, and say so.
    static let responseToTLS = response("this port speaks gRPC without TLS")

    static func response(_ reason: String) -> [UInt8] {
        Array(
            """
            HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: \(reason.utf8.count + 1)\r\nConnection: close\r\n\r\n\
            \(reason)\n
            """.utf8)
    }
}
