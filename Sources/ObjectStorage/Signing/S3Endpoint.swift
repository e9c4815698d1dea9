import HTTPMessages

/// Where a bucket is reached, in path style: `scheme://host/bucket/key`.
public struct S3Endpoint: Sendable, Hashable {
    /// The protocol under S3.
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    /// The protocol under S3.
    public let scheme: Scheme
    /// Host and port as they stand in the `Host` header; the scheme's own port (80, 443) is left out, as HTTP clients do.
    public let host: String
    /// The region in the scope of signatures.
    public let region: String
    /// The bucket that requests are about.
    public let bucket: String

    /// An endpoint of parts; `host` may carry a port.
    public init(scheme: Scheme = .http, host: String, region: String = "us-east-1", bucket: String) {
        let standardPort = scheme == .http ? ":80" : ":443"
        self.scheme = scheme
        self.host = host.hasSuffix(standardPort) ? String(host.dropLast(standardPort.count)) : host
        self.region = region
        self.bucket = bucket
    }

    /// An endpoint from an address such as `http://localhost:9000` or `https://s3.example.org/`; `nil` when it is not `http` or `https`, has no
    /// host, or has a path, a query or user information.
    public init?(url: String, region: String = "us-east-1", bucket: String) {
        guard let separator = url.firstRange(of: "://"), let scheme = Scheme(rawValue: url[..<separator.lowerBound].lowercased()) else {
            return nil
        }
        var host = url[separator.upperBound...]
        if host.hasSuffix("/") { host.removeLast() }
        let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !host.contains(where: { "/?#@\\".contains($0) })
        guard !host.isEmpty, isPlain else { return nil }
        self.init(scheme: scheme, host: String(host), region: region, bucket: bucket)
    }

    /// `scheme://host`, without a slash at the end.
    public var origin: String { "\(scheme.rawValue)://\(host)" }

    /// The percent-encoded path of the object `key`, or of the bucket when `key` is `nil`.
    func path(of key: String?) -> String {
        guard let key else { return "/\(PercentEncoding.encode(bucket))" }
        return "/\(PercentEncoding.encode(bucket))/\(PercentEncoding.encode(key, keeping: "/"))"
    }
}
