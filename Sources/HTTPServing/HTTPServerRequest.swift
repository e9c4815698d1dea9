@_exported import HTTPMessages

/// A request as the server received it. The body is read on demand.
public struct HTTPServerRequest: Sendable {
    /// The method, as sent: `GET`.
    public var method: String
    /// The request target exactly as sent, percent-encoding untouched: `/a%20b?x=1+2`.
    public var target: String
    /// The header fields in order; values as UTF-8, invalid bytes replaced.
    public var headers: HTTPHeaders
    /// The peer as `host:port`, IPv6 hosts in brackets; empty when unknown.
    public var remoteAddress: String
    /// The body, to be read at most once.
    public var body: HTTPRequestBody
    /// What the placeholders of the matching route stand for, percent-decoded. Filled by ``HTTPRouter``.
    public var pathParameters: [String: String]

    /// A request from its parts.
    public init(
        method: String, target: String, headers: HTTPHeaders = HTTPHeaders(), remoteAddress: String = "",
        body: HTTPRequestBody = HTTPRequestBody(bytes: []), pathParameters: [String: String] = [:]
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.body = body
        self.pathParameters = pathParameters
    }

    /// The path, percent-encoding untouched: the target up to the first `?`, without scheme and host where it has them.
    public var rawPath: String {
        let target = originForm
        return String(target[..<(target.utf8.firstIndex(of: 0x3F) ?? target.endIndex)])
    }

    /// The target after the first `?`, percent-encoding untouched; `nil` without a `?`.
    public var rawQuery: String? {
        let target = originForm
        return target.utf8.firstIndex(of: 0x3F).map { String(target[target.utf8.index(after: $0)...]) }
    }

    /// The target as path and query; clients may send `http://host/path` (RFC 9112, section 3.2.2).
    private var originForm: Substring {
        guard !target.utf8.starts(with: "/".utf8), let scheme = target.firstRange(of: "://") else { return target[...] }
        let rest = target[scheme.upperBound...]
        return rest.firstIndex { $0 == "/" || $0 == "?" }.map { rest[$0...] } ?? "/"
    }

    /// The query's items in order, decoded (`+` is a space). An item without `=` has an empty value; an item that is not valid
    /// percent-encoded UTF-8 is given as sent.
    public var queryItems: [(name: String, value: String)] {
        (rawQuery ?? "").split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// The decoded value of the first query item called `name`.
    public func queryValue(_ name: String) -> String? {
        queryItems.first { $0.name == name }?.value
    }

    private static func decoded(_ text: Substring) -> String {
        PercentEncoding.decode(text, plusIsSpace: true) ?? String(text)
    }
}
