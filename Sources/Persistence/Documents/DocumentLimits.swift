/// What a document must keep to: the limits of MongoDB, so that whatever one engine stores every other does.
enum DocumentLimits {
    private static let maximumSize = 16 << 20
    private static let maximumDepth = 100

    /// - Throws: ``StoreError/invalid(_:)`` for a document without a text as `_id`, or nested more than 100 levels deep.
    static func check(_ document: Document) throws(StoreError) {
        guard !document.id.isEmpty else { throw .invalid("a document needs a field '_id' that is a text and not empty") }
        guard isShallow(.document(document), levels: maximumDepth) else {
            throw .invalid("the document '\(document.id)' is nested more than \(maximumDepth) levels deep")
        }
    }

    /// - Throws: ``StoreError/invalid(_:)`` for a document of more than 16 MiB in the engine's form.
    static func check(size: Int, of document: Document) throws(StoreError) {
        guard size <= maximumSize else {
            throw .invalid("the document '\(document.id)' takes \(size) bytes, at most \(maximumSize) are accepted")
        }
    }

    private static func isShallow(_ value: DocumentValue, levels: Int) -> Bool {
        switch value {
        case .array(let elements): levels > 0 && elements.allSatisfy { isShallow($0, levels: levels - 1) }
        case .document(let document): levels > 0 && document.allSatisfy { isShallow($0.value, levels: levels - 1) }
        default: true
        }
    }
}
