import Environments

/// What a store says about an object without sending it.
public struct ObjectInfo: Sendable, Hashable {
    /// The object's key.
    public let key: String
    /// The number of bytes.
    public let size: Int
    /// The entity tag without its quotes; the MD5 of the bytes in hexadecimal for objects stored in one request.
    public let etag: String
    /// The media type; `nil` in listings.
    public let contentType: String?
    /// When the object was stored, whole seconds except in listings; `nil` when the store says it in no known form.
    public let lastModified: Timestamp?

    /// A description of its parts.
    public init(key: String, size: Int, etag: String, contentType: String?, lastModified: Timestamp?) {
        self.key = key
        self.size = size
        self.etag = etag
        self.contentType = contentType
        self.lastModified = lastModified
    }
}
