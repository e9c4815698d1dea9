import Environments
import Persistence

/// That a user likes a post, as the platform stores it (platform contract, 9.6).
struct LikeRecord: Sendable {
    static let collection = "likes"
    static let schema = CollectionSchema(
        collection,
        indexes: [
            IndexDefinition(keys: [Field.postID, Field.userID], unique: true), IndexDefinition(keys: [Field.postID, Field.createdAt]),
            IndexDefinition(keys: [Field.userID, Field.createdAt]),
        ], storesObjectIDs: true)

    enum Field {
        static let postID = "post_id"
        static let userID = "user_id"
        static let createdAt = "created_at"
    }

    let postID: String
    let userID: String
    let createdAt: Timestamp
}

extension LikeRecord {
    /// Reads a stored like.
    init(_ document: Document) {
        self.init(
            postID: document[Field.postID]?.string ?? "", userID: document[Field.userID]?.string ?? "",
            createdAt: document[Field.createdAt]?.date ?? Timestamp(microseconds: 0))
    }

    /// The like as it is stored.
    /// - Parameter id: 24 hexadecimal digits.
    func document(id: String) -> Document {
        ["_id": .string(id), Field.postID: .string(postID), Field.userID: .string(userID), Field.createdAt: .date(createdAt)]
    }

    /// The likes of one post.
    static func of(_ post: String) -> Filter { .equals(Field.postID, .string(post)) }

    /// The like of one post by one user.
    static func of(_ post: String, by user: String) -> Filter { .and([of(post), .equals(Field.userID, .string(user))]) }
}
