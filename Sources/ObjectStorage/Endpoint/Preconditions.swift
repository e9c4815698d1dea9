import Environments
import HTTPMessages

/// The conditions of a read (RFC 9110, section 13): entity tags rule over dates, refusals over "not modified".
struct Preconditions: Sendable {
    private let ifMatch: String?
    private let ifNoneMatch: String?
    private let ifModifiedSince: Timestamp?
    private let ifUnmodifiedSince: Timestamp?

    enum Outcome: Hashable {
        case holds
        case notModified
        /// The header field whose condition does not hold.
        case fails(String)
    }

    /// - Parameter prefix: before the names of the fields, `x-amz-copy-source-` for the source of a copy.
    init(_ headers: HTTPHeaders, prefix: String = "") {
        ifMatch = headers["\(prefix)If-Match"]
        ifNoneMatch = headers["\(prefix)If-None-Match"]
        ifModifiedSince = headers["\(prefix)If-Modified-Since"].flatMap(Timestamp.init(httpDate:))
        ifUnmodifiedSince = headers["\(prefix)If-Unmodified-Since"].flatMap(Timestamp.init(httpDate:))
    }

    func evaluate(_ object: ObjectMetadata) -> Outcome {
        if let ifMatch {
            if !Self.list(ifMatch, has: object.etag) { return .fails("If-Match") }
        } else if let ifUnmodifiedSince, object.lastModified.seconds > ifUnmodifiedSince.seconds {
            return .fails("If-Unmodified-Since")
        }
        if let ifNoneMatch {
            if Self.list(ifNoneMatch, has: object.etag) { return .notModified }
        } else if let ifModifiedSince, object.lastModified.seconds <= ifModifiedSince.seconds {
            return .notModified
        }
        return .holds
    }

    /// Whether a list of entity tags, or `*`, has `etag`; tags without quotes are accepted as S3 does.
    private static func list(_ list: String, has etag: String) -> Bool {
        let plain = etag.filter { $0 != "\"" }
        return list.split(separator: ",").contains { item in
            var tag = item.drop { $0 == " " }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            let text = tag.filter { $0 != "\"" && $0 != " " }
            return text == "*" || text == plain
        }
    }
}
