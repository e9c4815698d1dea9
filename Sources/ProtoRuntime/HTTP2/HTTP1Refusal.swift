/// The answer to a client that speaks HTTP/1 on a gRPC port: a sentence that a person with curl can read. And such answers of other servers.
enum HTTP1Refusal {
    private static let methods = ["GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE "]

    /// Whether the first bytes of a connection are an HTTP/1 request line (the HTTP/2 preface begins with `PRI `).
    static func looksLikeHTTP1(_ input: UnsafeRawBufferPointer) -> Bool {
        methods.contains { method in input.count >= method.utf8.count && zip(input, method.utf8).allSatisfy { $0 == $1 } }
    }

    static let response = response("this port speaks gRPC over HTTP/2 (prior knowledge), not HTTP/1")

    /// The answer to a TLS client: clients recognise an HTTP/1 response where a handshake should be, and say so.
    static let responseToTLS = response("this port speaks gRPC without TLS")

    /// What a server says that answers in HTTP/1: the status line, and the first line of the body if that has come; `nil` when the bytes are
    /// something else.
    static func reason(in input: UnsafeRawBufferPointer) -> String? {
        guard input.count >= 7, zip(input, "HTTP/1.".utf8).allSatisfy(==) else { return nil }
        let text = String(decoding: input.prefix(1024), as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts.map {
            $0.prefix { !$0.isNewline }.filter { $0.isASCII && ($0.isLetter || $0.isNumber || " .,:;()/-'".contains($0)) }
        }
        return lines.filter { !$0.isEmpty }.map { String($0.prefix(200)) }.joined(separator: ": ")
    }

    static func response(_ reason: String) -> [UInt8] {
        Array(
            """
            HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: \(reason.utf8.count + 1)\r\nConnection: close\r\n\r\n\
            \(reason)\n
            """.utf8)
    }
}
