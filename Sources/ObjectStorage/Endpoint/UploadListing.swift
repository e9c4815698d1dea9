/// One page of the multipart uploads of a bucket, some of them rolled up into common prefixes (ListMultipartUploads of the S3 API).
struct UploadListing: Sendable {
    private(set) var uploads: [MultipartUpload] = []
    private(set) var commonPrefixes: [String] = []
    private(set) var isTruncated = false
    /// What the next page begins behind: a key and an upload, or a common prefix.
    private(set) var last: (key: String, id: String)?

    /// - Parameters:
    ///   - uploads: those whose keys begin with `prefix`, by key and identifier.
    ///   - delimiter: keys that have it after the prefix are represented by their part up to and with it; empty for none.
    ///   - keyMarker: the page begins behind this key.
    ///   - idMarker: unless empty, further uploads to the marker's own key follow, behind this identifier.
    ///   - limit: the largest number of items.
    init(
        uploads: [MultipartUpload], prefix: String, delimiter: String, keyMarker: String, idMarker: String, limit: Int
    ) {
        var byKey: [(key: String, uploads: [MultipartUpload])] = []
        for upload in uploads where Self.isBehind(upload, keyMarker, idMarker) {
            if let key = byKey.last?.key, key.utf8.elementsEqual(upload.key.utf8) {
                byKey[byKey.count - 1].uploads.append(upload)
            } else {
                byKey.append((upload.key, [upload]))
            }
        }
        // The keys themselves are already behind the marker, or equal to it and wanted; only common prefixes are left to be skipped.
        let isPrefixMarker = !delimiter.isEmpty && keyMarker.utf8.suffix(delimiter.utf8.count).elementsEqual(delimiter.utf8)
        let listing = ObjectListing(
            keys: byKey.map(\.key), prefix: prefix, delimiter: delimiter, after: isPrefixMarker ? keyMarker : "", limit: .max)
        var rest = byKey[...]
        for item in listing.items {
            switch item {
            case .commonPrefix(let name):
                guard take(name, id: "", limit: limit) else { return }
                commonPrefixes.append(name)
                rest = rest.drop { $0.key.utf8.starts(with: name.utf8) }
            case .key(let name):
                // What a common prefix at the marker stands for comes first, and was skipped.
                rest = rest.drop { !$0.key.utf8.elementsEqual(name.utf8) }
                for upload in rest.popFirst()?.uploads ?? [] {
                    guard take(upload.key, id: upload.id, limit: limit) else { return }
                    self.uploads.append(upload)
                }
            }
        }
    }

    /// Makes room for one more item; false when the page is full.
    private mutating func take(_ key: String, id: String, limit: Int) -> Bool {
        guard uploads.count + commonPrefixes.count < limit else {
            isTruncated = limit > 0
            return false
        }
        last = (key, id)
        return true
    }

    private static func isBehind(_ upload: MultipartUpload, _ keyMarker: String, _ idMarker: String) -> Bool {
        if keyMarker.utf8.lexicographicallyPrecedes(upload.key.utf8) { return true }
        return !idMarker.isEmpty && keyMarker.utf8.elementsEqual(upload.key.utf8) && idMarker < upload.id
    }
}
