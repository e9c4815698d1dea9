import Environments
import GeneriaAPI
import Persistence
import ServiceSupport

/// A character as it is stored. Ids are canonical and `meta` is rendered already, so that reading one costs no parsing.
struct CharacterRecord: Sendable {
    static let schema = CollectionSchema(
        collection,
        indexes: [
            IndexDefinition(keys: [Field.realUserID, Field.worldID, Field.createdAt]),
            Idempotency.index,
        ])
    static let collection = "world_user_characters"

    enum Field {
        static let worldID = "world_id"
        static let realUserID = "real_user_id"
        static let displayName = "display_name"
        static let avatarMediaID = "avatar_media_id"
        static let meta = "meta"
        /// Microseconds since 1970, because the dates of some engines end at milliseconds.
        static let createdAt = "created_at"
    }

    var id = ""
    var worldID = ""
    var realUserID: String?
    var displayName = ""
    var avatarMediaID: String?
    var meta = "{}"
    var createdAt = Timestamp(microseconds: 0)

    init(
        id: Identifier, worldID: Identifier, realUserID: Identifier?, displayName: String, avatarMediaID: Identifier?, meta: String,
        createdAt: Timestamp
    ) {
        self.id = id.canonical
        self.worldID = worldID.canonical
        self.realUserID = realUserID?.canonical
        self.displayName = displayName
        self.avatarMediaID = avatarMediaID?.canonical
        self.meta = meta
        self.createdAt = createdAt
    }

    /// Reads a stored character in one pass over its fields: this is on the way of GetCharacter, the busiest call of the platform.
    init(_ document: Document) {
        for (key, value) in document {
            switch key {
            case "_id": id = value.string ?? ""
            case Field.worldID: worldID = value.string ?? ""
            case Field.realUserID: realUserID = value.string
            case Field.displayName: displayName = value.string ?? ""
            case Field.avatarMediaID: avatarMediaID = value.string
            case Field.meta: meta = value.string ?? "{}"
            case Field.createdAt: createdAt = Timestamp(microseconds: Int64(value.int ?? 0))
            default: break
            }
        }
    }

    /// The record as it is stored.
    /// - Parameter idempotencyKey: the key of the call that makes it.
    func document(idempotencyKey: String?) -> Document {
        var document: Document = [
            "_id": .string(id), Field.worldID: .string(worldID), Field.displayName: .string(displayName), Field.meta: .string(meta),
            Field.createdAt: .int64(createdAt.microseconds),
        ]
        document[Field.realUserID] = realUserID.map { .string($0) }
        document[Field.avatarMediaID] = avatarMediaID.map { .string($0) }
        document[Idempotency.field] = idempotencyKey.map { .string($0) }
        return document
    }

    /// The character as callers see it.
    func message(avatarURL: String) -> CharacterAPI.Character {
        CharacterAPI.Character(
            id: id, worldID: worldID, realUserID: realUserID, isAI: realUserID == nil, displayName: displayName,
            avatarMediaID: avatarMediaID, avatarURL: avatarURL, meta: meta, createdAt: createdAt.rfc3339)
    }
}
