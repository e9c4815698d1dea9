import Persistence

extension Document {
    /// A status document (platform contract 9.3) without the keys that concern nobody but workers.
    public var forReaders: Document {
        var document = self
        for key in WorldProgress.internalKeys { document[key] = nil }
        return document
    }
}
