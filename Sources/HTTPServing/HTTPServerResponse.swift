import HTTPMessages

/// What a handler answers. `Date`, `Content-Length`, `Transfer-Encoding` and `Connection` are the server's business; a
/// `Content-Length` among the headers counts only in the answer to `HEAD`, where it stands for the body that `GET` would have.
public struct HTTPServerResponse: Sendable {
    /// The status code, 200…599.
    public var status: Int
    /// The header fields; a field with an empty value or with control characters is left out.
    public var headers: HTTPHeaders
    /// The content.
    public var body: HTTPResponseBody

    /// An answer from its parts.
    public init(status: Int = 200, headers: HTTPHeaders = HTTPHeaders(), body: HTTPResponseBody = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Plain text in UTF-8.
    public static func text(_ text: String, status: Int = 200) -> HTTPServerResponse {
        bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8", status: status)
    }

    /// JSON that is already serialized.
    public static func json(_ text: String, status: Int = 200) -> HTTPServerResponse {
        bytes(Array(text.utf8), contentType: "application/json", status: status)
    }

    /// Bytes of the given media type.
    public static func bytes(_ bytes: [UInt8], contentType: String, status: Int = 200) -> HTTPServerResponse {
        HTTPServerResponse(status: status, headers: ["Content-Type": contentType], body: .bytes(bytes))
    }

    /// A stream of server-sent events (WHATWG HTML, section 9.2); see ``HTTPResponseWriter/writeEvent(_:name:id:)``.
    public static func events(_ produce: @escaping @Sendable (HTTPResponseWriter) async throws -> Void) -> HTTPServerResponse {
        HTTPServerResponse(
            headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-cache"], body: .stream(HTTPResponseStream(produce)))
    }
}

/// The content of an answer.
public enum HTTPResponseBody: Sendable {
    /// No content.
    case empty
    /// Bytes in memory.
    case bytes([UInt8])
    /// A range of a file, sent by the kernel without passing through the process's memory.
    case file(path: String, offset: Int, length: Int)
    /// Content that is produced while it is sent.
    case stream(HTTPResponseStream)
}

/// Content that an async producer writes piece by piece, for server-sent events and for bodies too large for memory.
///
/// The producer runs in the handler's task. When the client goes away the task is cancelled, and writing throws.
public struct HTTPResponseStream: Sendable {
    let length: Int?
    let produce: @Sendable (HTTPResponseWriter) async throws -> Void

    /// - Parameters:
    ///   - length: the number of bytes that will be written, when it is known; otherwise the body is sent chunked.
    ///   - produce: writes the content. Returning ends the body; throwing breaks the connection off, so that the client can tell.
    public init(length: Int? = nil, _ produce: @escaping @Sendable (HTTPResponseWriter) async throws -> Void) {
        self.length = length
        self.produce = produce
    }
}
