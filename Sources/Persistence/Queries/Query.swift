/// Which documents to read, in which order, and which part of them.
public struct Query: Sendable, Hashable {
    /// The condition.
    public var filter: Filter
    /// The order, first key first. Documents equal in all keys are ordered by `_id`, in the direction of the last key (ascending without
    /// keys), so that pages never overlap.
    public var sort: [SortKey]
    /// The largest number of documents; `nil` for all. Zero or less gives none.
    public var limit: Int?
    /// How many documents to skip first; less than zero counts as zero.
    public var offset: Int

    /// - Parameters:
    ///   - filter: the condition.
    ///   - sort: the order, first key first; then by `_id`.
    ///   - limit: the largest number of documents; `nil` for all.
    ///   - offset: how many documents to skip first.
    public init(_ filter: Filter = .all, sort: [SortKey] = [], limit: Int? = nil, offset: Int = 0) {
        self.filter = filter
        self.sort = sort
        self.limit = limit
        self.offset = offset
    }
}

/// A path to order by, and its direction. Values of different types come in MongoDB's order: null and missing, numbers, strings, documents,
/// arrays, truth values, dates. An array counts as its least element, or its greatest in descending order.
public struct SortKey: Sendable, Hashable {
    /// The dotted path.
    public let path: String
    /// Whether greater values come first.
    public let isDescending: Bool

    /// Lesser values first.
    public static func ascending(_ path: String) -> SortKey { SortKey(path: path, isDescending: false) }

    /// Greater values first.
    public static func descending(_ path: String) -> SortKey { SortKey(path: path, isDescending: true) }
}
