extension CollectionSchema {
    /// - Throws: ``StoreError/invalid(_:)`` for what is no name of a collection, in whatever engine.
    static func checkName(_ name: String) throws(StoreError) {
        let isAccepted = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        let reserved = ["sqlite_", "system."]
        guard isAccepted, let first = name.first, first.isLetter, name.utf8.count <= 100,
            !reserved.contains(where: { name.lowercased().hasPrefix($0) })
        else {
            throw .invalid(
                "'\(name)' is no name of a collection: accepted are letters, digits, '_', '-' and '.', beginning with a letter, at most 100"
            )
        }
    }
}

extension IndexDefinition {
    /// - Throws: ``StoreError/invalid(_:)`` for an index without paths, or with one that no engine takes.
    func check(in collection: String) throws(StoreError) {
        guard !keys.isEmpty, !keys.contains(where: { $0.isEmpty || $0.contains(",") }) else {
            throw .invalid("an index of '\(collection)' needs at least one path, and paths without commas, got '\(name)'")
        }
    }
}
