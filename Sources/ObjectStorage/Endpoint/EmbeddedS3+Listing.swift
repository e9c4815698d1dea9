import Environments
import HTTPMessages
import HTTPServing
import Hashing

/// ListObjects, version 1 and 2.
extension EmbeddedS3 {
    /// The largest number of items on one page.
    private static let maximumPage = 1000

    private struct ListedObject: Sendable {
        let key: String
        let metadata: ObjectMetadata
    }

    private struct Page: Sendable {
        var objects: [ListedObject] = []
        var commonPrefixes: [String] = []
        var count: Int { objects.count + commonPrefixes.count }
        var isTruncated = false
        /// The last name that the page stands for.
        var last: String?
    }

    func listObjects(_ request: S3Request, bucket: String) async throws(S3Error) -> HTTPServerResponse {
        let query = request.query
        let isSecondVersion = query["list-type"] == "2"
        let (prefix, delimiter) = (query["prefix"] ?? "", query["delimiter"] ?? "")
        let encoded = try Self.encoding(query)
        let limit = try Self.limit(query["max-keys"], name: "max-keys")
        let marker = try Self.marker(query, isSecondVersion: isSecondVersion)
        let page = try await page(of: bucket, prefix: prefix, delimiter: delimiter, after: marker, limit: limit)
        return .xml(
            XMLWriter.document("ListBucketResult") { xml in
                xml.element("Name", bucket)
                xml.element("Prefix", encoded(prefix))
                if isSecondVersion {
                    xml.element("KeyCount", String(page.count))
                    if let token = query["continuation-token"] { xml.element("ContinuationToken", token) }
                    if page.isTruncated, let last = page.last { xml.element("NextContinuationToken", Base64.encode(Array(last.utf8))) }
                    if let start = query["start-after"] { xml.element("StartAfter", encoded(start)) }
                } else {
                    xml.element("Marker", encoded(marker))
                    if page.isTruncated, let last = page.last { xml.element("NextMarker", encoded(last)) }
                }
                xml.element("MaxKeys", String(limit))
                if !delimiter.isEmpty { xml.element("Delimiter", encoded(delimiter)) }
                if let encoding = query["encoding-type"] { xml.element("EncodingType", encoding) }
                xml.element("IsTruncated", page.isTruncated ? "true" : "false")
                for object in page.objects {
                    xml.element("Contents") { xml in
                        xml.element("Key", encoded(object.key))
                        xml.element("LastModified", object.metadata.lastModified.iso8601)
                        xml.element("ETag", object.metadata.etag)
                        xml.element("Size", String(object.metadata.size))
                        xml.element("StorageClass", "STANDARD")
                        if !isSecondVersion || query["fetch-owner"] == "true" { Self.writeOwner(to: &xml) }
                    }
                }
                for prefix in page.commonPrefixes {
                    xml.element("CommonPrefixes") { $0.element("Prefix", encoded(prefix)) }
                }
            })
    }

    /// How names are written into a listing: as they are, or percent-encoded where the client asks for that.
    static func encoding(_ query: DecodedQuery) throws(S3Error) -> (String) -> String {
        switch query["encoding-type"] {
        case nil: { $0 }
        case "url": { PercentEncoding.encode($0, keeping: "/") }
        case let other: throw .invalidArgument("Invalid Encoding Method specified in Request", name: "encoding-type", value: other)
        }
    }

    /// The largest number of items that a client wants on a page.
    static func limit(_ text: String?, name: String) throws(S3Error) -> Int {
        guard let text, !text.isEmpty else { return maximumPage }
        guard let limit = Int(text), limit >= 0 else {
            throw .invalidArgument("\(name) must be a number from 0 to 2147483647.", name: name, value: text)
        }
        return min(limit, maximumPage)
    }

    private static func marker(_ query: DecodedQuery, isSecondVersion: Bool) throws(S3Error) -> String {
        guard isSecondVersion else { return query["marker"] ?? "" }
        guard let token = query["continuation-token"] else { return query["start-after"] ?? "" }
        guard let marker = Base64.decode(token).flatMap({ String(validating: $0, as: UTF8.self) }) else {
            throw .invalidArgument("The continuation token provided is incorrect", name: "continuation-token", value: token)
        }
        return marker
    }

    private func page(of bucket: String, prefix: String, delimiter: String, after marker: String, limit: Int) async throws(S3Error) -> Page
    {
        let page: Page? = try await onDisk { store throws(SystemError) in
            guard store.hasBucket(bucket) else { return nil }
            let keys = try store.keys(in: bucket, prefix: prefix)
            let listing = ObjectListing(keys: keys, prefix: prefix, delimiter: delimiter, after: marker, limit: limit)
            var page = Page(isTruncated: listing.isTruncated, last: listing.items.last?.name)
            for item in listing.items {
                switch item {
                case .commonPrefix(let prefix): page.commonPrefixes.append(prefix)
                // An object that was removed, or damaged from outside, since the directory was read is not listed.
                case .key(let key):
                    if let object = try? store.object(key, in: bucket) {
                        page.objects.append(ListedObject(key: key, metadata: object.metadata))
                    }
                }
            }
            return page
        }
        guard let page else { throw .noSuchBucket(bucket) }
        return page
    }
}
