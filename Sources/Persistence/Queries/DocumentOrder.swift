/// The total order of a query's results: its sort keys, then `_id` in the direction of the last key.
struct DocumentOrder: Sendable {
    /// The keys before `_id`.
    let keys: [SortKey]
    let isIDDescending: Bool
    private let paths: [DocumentPath]

    init(_ sort: [SortKey]) {
        // Ids are unique: what follows an explicit key `_id` decides nothing.
        let keys = Array(sort.prefix { $0.path != "_id" })
        self.keys = keys
        isIDDescending = (keys.count < sort.count ? sort[keys.count] : keys.last)?.isDescending ?? false
        paths = keys.map { DocumentPath($0.path) }
    }

    /// The elements in the order of their documents.
    func sorted<Element>(_ elements: [Element], by document: (Element) -> Document) -> [Element] {
        elements.map { (rank: rank(of: document($0)), element: $0) }
            .sorted { precedes($0.rank, $1.rank) }
            .map(\.element)
    }

    private func rank(of document: Document) -> [[UInt8]] {
        var rank = zip(keys, paths).map { key, path in
            let keys = IndexKeys.keys(at: path, of: document)
            let extreme = key.isDescending ? keys.max(by: <) : keys.min(by: <)
            return extreme.map(\.bytes) ?? OrderedKey.encoding(.null)
        }
        rank.append(Array(document.id.utf8))
        return rank
    }

    private func precedes(_ left: [[UInt8]], _ right: [[UInt8]]) -> Bool {
        for position in left.indices where left[position] != right[position] {
            let isDescending = position < keys.count ? keys[position].isDescending : isIDDescending
            return left[position].lexicographicallyPrecedes(right[position]) != isDescending
        }
        return false
    }
}
