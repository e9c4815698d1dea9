import AIWorker
import Environments
import JSONModel
import Persistence

/// The messages of the topic of progress, UTF-8 JSON (generation flow 6.8). `post_created` is for live feeds; the originals have none.
enum ProgressMessage {
    /// How far a world is: its status document, without what concerns nobody but workers. The document's `revision` grows from message to
    /// message; one that is not above the last one seen tells nothing new.
    static func updated(_ worldID: Identifier, _ status: Document) -> JSONValue {
        let progress = status.forReaders
        return [
            "event_type": "progress_updated", "world_id": .string(worldID.canonical), "progress": progress.json,
        ]
    }

    /// A post has been published. The same post may be told of more than once, with the same `post_id`.
    static func created(_ post: PublishedPost) -> JSONValue {
        var message: JSONObject = [
            "event_type": "post_created", "world_id": .string(post.worldID.canonical), "character_id": .string(post.characterID),
            "post_id": .string(post.postID), "media_id": .string(post.mediaID),
        ]
        if !post.caption.isEmpty { message["caption"] = .string(post.caption) }
        message["created_at"] = .string(post.createdAt.iso8601)
        return .object(message)
    }
}
