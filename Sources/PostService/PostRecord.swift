import Environments
import GeneriaAPI
import Persistence
import ServiceSupport

/// A post as it is stored.
struct PostRecord: Sendable {
    static let collection = "posts"
    static let schema = CollectionSchema(
        collection,
        indexes: [
            IndexDefinition(keys: [Field.worldID, Field.createdAt]),
            IndexDefinition(keys: [Field.characterID, Field.createdAt]),
            IndexDefinition(keys: [Field.realUserID, Field.createdAt]),
            IndexDefinition(keys: [Field.createdAt]),
            Idempotency.index,
        ])

    enum Field {
        static let characterID = "character_id"
        /// The user who leads the character, for GetUserPosts: the characters are another service's data. A character never changes hands.
        static let realUserID = "real_user_id"
        static let worldID = "world_id"
        static let mediaID = "media_id"
        static let isAI = "is_ai"
        static let caption = "caption"
        /// Returned as an extension only: the original drops them (platform contract 3.3, P-D2).
        static let tags = "tags"
        /// Microseconds since 1970, because the dates of some engines end at milliseconds.
        static let createdAt = "created_at"
    }

    var id = ""
    var characterID = ""
    var realUserID: String?
    var worldID = ""
    var mediaID = ""
    var isAI = false
    var caption = ""
    var tags: [String] = []
    var createdAt = Timestamp(microseconds: 0)
}

extension PostRecord {
    /// Reads a stored post.
    init(_ document: Document) {
        for (key, value) in document {
            switch key {
            case "_id": id = value.string ?? ""
            case Field.characterID: characterID = value.string ?? ""
            case Field.realUserID: realUserID = value.string
            case Field.worldID: worldID = value.string ?? ""
            case Field.mediaID: mediaID = value.string ?? ""
            case Field.isAI: isAI = value.bool ?? false
            case Field.caption: caption = value.string ?? ""
            case Field.tags: tags = value.array?.compactMap(\.string) ?? []
            case Field.createdAt: createdAt = Timestamp(microseconds: Int64(value.int ?? 0))
            default: break
            }
        }
    }

    /// The record as it is stored.
    /// - Parameter idempotencyKey: the key of the call that makes it.
    func document(idempotencyKey: String?) -> Document {
        var document: Document = [
            "_id": .string(id), Field.characterID: .string(characterID), Field.worldID: .string(worldID), Field.mediaID: .string(mediaID),
            Field.isAI: .bool(isAI), Field.caption: .string(caption), Field.tags: .array(tags.map { .string($0) }),
            Field.createdAt: .int64(createdAt.microseconds),
        ]
        document[Field.realUserID] = realUserID.map { .string($0) }
        document[Idempotency.field] = idempotencyKey.map { .string($0) }
        return document
    }

    /// The post as callers see it.
    func message(author: PostAuthor, mediaURL: String, counts: PostCounts, withTags: Bool) -> PostAPI.Post {
        PostAPI.Post(
            postID: id, characterID: characterID, displayName: author.displayName, caption: caption, mediaURL: mediaURL,
            createdAt: createdAt.rfc3339, likesCount: counts.likes, commentsCount: counts.comments, worldID: worldID,
            avatarURL: author.avatarURL, isAI: isAI, tags: withTags ? tags : [])
    }
}
