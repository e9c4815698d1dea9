import HTTPMessages

/// Where a bucket is reached: `scheme://host/bucket/key` in path style, `scheme://bucket.host/key` in virtual-host style.
public struct S3Endpoint: Sendable, Hashable {
    /// The protocol under S3.
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    /// Where the bucket's name stands ("Virtual hosting of general purpose buckets" of the S3 user guide).
    public enum Addressing: String, Sendable, CaseIterable {
        /// In the path: what every store understands.
        case path
        /// In front of the host's name: what AWS wants of new buckets. The bucket's name must be usable as a name of a host.
        case virtualHost = "virtual-host"
    }

    /// The region of stores that report none.
    public static let defaultRegion = "us-east-1"

    /// The protocol under S3.
    public let scheme: Scheme
    /// Host and port without the bucket; the scheme's own port (80, 443) is left out, as HTTP clients do.
    public let host: String
    /// The region in the scope of signatures; `nil` when the store is to be asked.
    public let region: String?
    /// The bucket that requests are about.
    public let bucket: String
    /// Where the bucket's name stands.
    public let addressing: Addressing

    /// An endpoint of parts; `host` may carry a port.
    public init(scheme: Scheme = .http, host: String, region: String? = nil, bucket: String, addressing: Addressing = .path) {
        let standardPort = scheme == .http ? ":80" : ":443"
        self.scheme = scheme
        self.host = host.hasSuffix(standardPort) ? String(host.dropLast(standardPort.count)) : host
        self.region = region
        self.bucket = bucket
        self.addressing = addressing
    }

    /// An endpoint from an address such as `http://localhost:9000` or `https://s3.example.org/`; `nil` when it is not `http` or `https`, has no
    /// host, or has a path, a query or user information.
    public init?(url: String, region: String? = nil, bucket: String, addressing: Addressing = .path) {
        guard let separator = url.firstRange(of: "://"), let scheme = Scheme(rawValue: url[..<separator.lowerBound].lowercased()) else {
            return nil
        }
        var host = url[separator.upperBound...]
        if host.hasSuffix("/") { host.removeLast() }
        let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } && !host.contains(where: { "/?#@\\".contains($0) })
        guard !host.isEmpty, isPlain else { return nil }
        self.init(scheme: scheme, host: String(host), region: region, bucket: bucket, addressing: addressing)
    }

    /// `scheme://host`, without the bucket and without a slash at the end.
    public var origin: String { "\(scheme.rawValue)://\(host)" }

    /// The host of requests, as it stands in the `Host` header.
    var requestHost: String {
        switch addressing {
        case .path: host
        case .virtualHost: "\(bucket).\(host)"
        }
    }

    /// Scheme and host of requests.
    var requestOrigin: String { "\(scheme.rawValue)://\(requestHost)" }

    /// The percent-encoded path of the object `key`, or of the bucket when `key` is `nil`.
    func path(of key: String?) -> String {
        let path = key.map { PercentEncoding.encode($0, keeping: "/") }
        switch addressing {
        case .path: return "/\(PercentEncoding.encode(bucket))\(path.map { "/\($0)" } ?? "")"
        case .virtualHost: return "/\(path ?? "")"
        }
    }

    /// The same endpoint with another bucket.
    func with(bucket: String) -> S3Endpoint {
        S3Endpoint(scheme: scheme, host: host, region: region, bucket: bucket, addressing: addressing)
    }

    /// The same endpoint with `region` where it has none of its own.
    func with(knownRegion region: String) -> S3Endpoint {
        S3Endpoint(scheme: scheme, host: host, region: self.region ?? region, bucket: bucket, addressing: addressing)
    }
}
