/// A collection and its indexes.
public struct CollectionSchema: Sendable, Hashable {
    /// The collection's name: letters, digits, `_`, `-` and `.`, beginning with a letter, at most 100 characters.
    public let name: String
    /// The indexes beside the one on `_id`, which every collection has.
    public let indexes: [IndexDefinition]
    /// Whether ids of 24 lowercase hexadecimal digits are ObjectIds where the engine has such (MongoDB), for collections that other programs
    /// fill with generated ids. They are texts in a ``Document`` all the same.
    public let storesObjectIDs: Bool

    /// - Parameters:
    ///   - name: the collection's name.
    ///   - indexes: the indexes beside the one on `_id`.
    ///   - storesObjectIDs: whether ids of 24 hexadecimal digits are ObjectIds where the engine has such.
    public init(_ name: String, indexes: [IndexDefinition] = [], storesObjectIDs: Bool = false) {
        self.name = name
        self.indexes = indexes
        self.storesObjectIDs = storesObjectIDs
    }
}

/// An index over one or more paths. It serves filters on its leading paths and sorts by the paths that follow those fixed by equality.
public struct IndexDefinition: Sendable, Hashable {
    /// The dotted paths, most significant first. At most one of them may lead to several values (an array) in one document.
    public let keys: [String]
    /// Whether no two documents may have the same keys.
    public let isUnique: Bool
    /// Whether documents that have none of the paths stay out of the index, and so out of its uniqueness. A field that is `null` is there.
    public let isSparse: Bool

    /// - Parameters:
    ///   - keys: the dotted paths, most significant first.
    ///   - unique: whether no two documents may have the same keys.
    ///   - sparse: whether documents that have none of the paths stay out of the index.
    public init(keys: [String], unique: Bool = false, sparse: Bool = false) {
        self.keys = keys
        isUnique = unique
        isSparse = sparse
    }

    /// The paths joined by commas, the name by which errors call the index.
    public var name: String { keys.joined(separator: ",") }
}
