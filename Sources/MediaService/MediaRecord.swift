import Environments
import GeneriaAPI
import Persistence
import ServiceSupport

/// Whom a media must name: its world at present, its character in version 1 of the wire contract (platform contract, 2.1).
enum MediaOwner {
    case world
    case character
}

/// A media as it is stored: what was declared at presign time and where its object is.
struct MediaRecord: Sendable {
    static let schema = CollectionSchema(collection, indexes: [Idempotency.index])
    static let collection = "media"

    private enum Field {
        static let characterID = "character_id"
        static let worldID = "world_id"
        static let fileName = "filename"
        static let contentType = "content_type"
        static let size = "size"
        static let mediaType = "media_type"
        static let objectName = "object_name"
        /// Microseconds since 1970, because the dates of some engines end at milliseconds.
        static let createdAt = "created_at"
    }

    let id: Identifier
    let characterID: Identifier?
    /// `nil` only for a media of version 1 of the wire contract.
    let worldID: Identifier?
    let fileName: String
    let contentType: String
    let size: Int64
    let mediaType: MediaAPI.MediaType
    let objectName: String
    let createdAt: Timestamp
    /// The smaller copies of its picture; `nil` when none were made.
    let variants: StoredVariants?

    /// What a request declares.
    /// - Parameter owner: whom the request must name; the other may be left out.
    /// - Throws: ``MediaError`` for malformed ids and texts that cannot be stored.
    init(
        id: Identifier, objectName: String, request: MediaAPI.GetPresignedUploadURLRequest, ownedBy owner: MediaOwner, createdAt: Timestamp
    ) throws(MediaError) {
        self.id = id
        self.objectName = objectName
        self.createdAt = createdAt
        variants = nil
        let mayLackCharacter = owner == .world && request.characterID.isEmpty
        let mayLackWorld = owner == .character && request.worldID.isEmpty
        characterID = mayLackCharacter ? nil : try Identifier(mediaField: request.characterID)
        worldID = mayLackWorld ? nil : try Identifier(mediaField: request.worldID)
        guard request.filename.isStorable, request.contentType.isStorable else { throw .unstorableText }
        fileName = request.filename
        contentType = request.contentType
        size = request.size
        mediaType = request.mediaType
    }

    /// Reads a stored media; `nil` when its id cannot be read, which only a hand has done.
    init?(_ document: Document) {
        guard let id = Identifier(parsing: document.id) else { return nil }
        self.id = id
        worldID = document[Field.worldID]?.string.flatMap(Identifier.init(parsing:))
        characterID = document[Field.characterID]?.string.flatMap(Identifier.init(parsing:))
        fileName = document[Field.fileName]?.string ?? ""
        contentType = document[Field.contentType]?.string ?? ""
        size = Int64(document[Field.size]?.int ?? 0)
        mediaType = MediaAPI.MediaType(rawValue: Int32(truncatingIfNeeded: document[Field.mediaType]?.int ?? 0))
        objectName = document[Field.objectName]?.string ?? ""
        createdAt = Timestamp(microseconds: Int64(document[Field.createdAt]?.int ?? 0))
        variants = StoredVariants(document)
    }

    /// The record as it is stored.
    /// - Parameter idempotencyKey: the key of the call that makes it.
    func document(idempotencyKey: String?) -> Document {
        var document: Document = [
            "_id": .string(id.canonical), Field.fileName: .string(fileName), Field.contentType: .string(contentType),
            Field.size: .int64(size), Field.mediaType: .int32(mediaType.rawValue),
            Field.objectName: .string(objectName), Field.createdAt: .int64(createdAt.microseconds),
        ]
        document[Field.worldID] = worldID.map { .string($0.canonical) }
        document[Field.characterID] = characterID.map { .string($0.canonical) }
        document[Idempotency.field] = idempotencyKey.map { .string($0) }
        return document
    }

    /// The media as callers see it.
    func message(variants: [MediaAPI.MediaVariant]) -> MediaAPI.Media {
        MediaAPI.Media(
            mediaID: id.canonical, characterID: characterID?.canonical ?? "", worldID: worldID?.canonical ?? "", filename: fileName,
            contentType: contentType, size: size, variants: variants, createdAt: createdAt.rfc3339, mediaType: mediaType)
    }
}
