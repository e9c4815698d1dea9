/// One page of the keys of a bucket, some of them rolled up into common prefixes (ListObjects and ListObjectsV2 of the S3 API).
struct ObjectListing: Sendable, Hashable {
    enum Item: Sendable, Hashable {
        case key(String)
        case commonPrefix(String)

        var name: String {
            switch self {
            case .key(let name), .commonPrefix(let name): name
            }
        }
    }

    /// Keys and common prefixes in the order of their bytes.
    private(set) var items: [Item] = []
    private(set) var isTruncated = false

    /// - Parameters:
    ///   - keys: the keys that begin with `prefix`, in the order of their bytes.
    ///   - delimiter: keys that have it after the prefix are represented by their part up to and with it; empty for none.
    ///   - marker: the page begins after this name.
    ///   - limit: the largest number of items.
    init(keys: [String], prefix: String, delimiter: String, after marker: String, limit: Int) {
        guard limit > 0 else { return }
        // A marker that is itself a common prefix stands for all the keys below it.
        let skipsPrefix =
            !delimiter.isEmpty && marker.utf8.count > prefix.utf8.count
            && marker.utf8.suffix(delimiter.utf8.count).elementsEqual(delimiter.utf8)
        for key in keys {
            guard marker.isEmpty || marker.utf8.lexicographicallyPrecedes(key.utf8) else { continue }
            if skipsPrefix, key.utf8.starts(with: marker.utf8) { continue }
            let item = Self.item(for: key, prefix: prefix, delimiter: delimiter)
            if let last = items.last, case .commonPrefix = item, last.name.utf8.elementsEqual(item.name.utf8) { continue }
            guard items.count < limit else {
                isTruncated = true
                return
            }
            items.append(item)
        }
    }

    private static func item(for key: String, prefix: String, delimiter: String) -> Item {
        let bytes = Array(key.utf8)
        let delimiter = Array(delimiter.utf8)
        guard !delimiter.isEmpty else { return .key(key) }
        var index = prefix.utf8.count
        while index + delimiter.count <= bytes.count {
            if bytes[index..<index + delimiter.count].elementsEqual(delimiter) {
                return .commonPrefix(String(decoding: bytes[..<(index + delimiter.count)], as: UTF8.self))
            }
            index += 1
        }
        return .key(key)
    }
}
