/// What an index or a sort sees of a document at a path.
enum IndexKeys {
    /// An ``OrderedKey`` that compares as such.
    struct Key: Hashable, Comparable, Sendable {
        let bytes: [UInt8]

        static func < (left: Key, right: Key) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    }

    /// The keys at `path`: those of its value, or of the elements when the value is an array. A missing field counts as null, an empty
    /// array as itself. There is always at least one key.
    static func keys(at path: DocumentPath, of document: Document) -> Set<Key> {
        var keys: Set<Key> = []
        _ = path.visitLeaves(of: document) { leaf in
            if case .array(let elements)? = leaf, !elements.isEmpty {
                for element in elements { keys.insert(Key(bytes: OrderedKey.encoding(element))) }
            } else {
                keys.insert(Key(bytes: OrderedKey.encoding(leaf ?? .null)))
            }
            return false
        }
        if keys.isEmpty { keys.insert(Key(bytes: OrderedKey.encoding(.null))) }
        return keys
    }
}
