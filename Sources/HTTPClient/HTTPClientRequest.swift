@_exported import HTTPMessages

/// What a client sends.
public struct HTTPClientRequest: Sendable {
    /// The method: `GET`, `PUT`, …
    public var method: String
    /// The absolute URL, `http` or `https`. Path and query are sent exactly as given, dot segments included.
    public var url: String
    /// Header fields; `Host`, `Content-Length` and `Accept` have defaults that a field of that name replaces.
    public var headers: HTTPHeaders
    /// The content.
    public var body: HTTPClientBody
    /// The time for everything, from the call to the last byte of the answer.
    public var timeout: Duration
    /// The time for name resolution, connecting and TLS.
    public var connectTimeout: Duration
    /// The largest accepted answer in bytes; applies to files too.
    public var maximumResponseSize: Int
    /// Whether `Location` is followed, at most 10 times; never from https to http.
    public var followRedirects: Bool

    /// A request from its parts; 60 s in all, 10 s to connect, at most 64 MiB of answer.
    public init(
        method: String = "GET", url: String, headers: HTTPHeaders = HTTPHeaders(), body: HTTPClientBody = .none,
        timeout: Duration = .seconds(60), connectTimeout: Duration = .seconds(10), maximumResponseSize: Int = 64 * 1024 * 1024,
        followRedirects: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maximumResponseSize = maximumResponseSize
        self.followRedirects = followRedirects
    }

    /// Whether sending the request twice has the effect of sending it once, as its method says.
    var isIdempotent: Bool { !["POST", "PATCH"].contains(method) }
}

/// The content of a request.
public enum HTTPClientBody: Sendable {
    /// No content.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file, read while it is sent. Its size is taken when the request starts.
    case file(path: String)
}

/// What a server answered.
public struct HTTPClientResponse: Sendable {
    /// The status code; codes of failure are answers too and are not thrown.
    public var status: Int
    /// The header fields of the final answer, in order.
    public var headers: HTTPHeaders
    /// The content; empty when it went to a file.
    public var body: [UInt8]

    /// An answer from its parts.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
