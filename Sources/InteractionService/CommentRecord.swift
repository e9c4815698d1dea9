import Environments
import GeneriaAPI
import Persistence

/// A comment as the platform stores it (platform contract, 9.6).
struct CommentRecord: Sendable {
    static let collection = "comments"
    static let schema = CollectionSchema(
        collection,
        indexes: [IndexDefinition(keys: [Field.postID, Field.createdAt]), IndexDefinition(keys: [Field.userID, Field.createdAt])])

    enum Field {
        static let postID = "post_id"
        static let userID = "user_id"
        static let text = "text"
        static let createdAt = "created_at"
    }

    /// 24 hexadecimal digits.
    let id: String
    let postID: String
    let userID: String
    let text: String
    let createdAt: Timestamp
}

extension CommentRecord {
    /// Reads a stored comment.
    init(_ document: Document) {
        self.init(
            id: document.id, postID: document[Field.postID]?.string ?? "", userID: document[Field.userID]?.string ?? "",
            text: document[Field.text]?.string ?? "", createdAt: document[Field.createdAt]?.date ?? Timestamp(microseconds: 0))
    }

    /// The comment as it is stored.
    var document: Document {
        [
            "_id": .string(id), Field.postID: .string(postID), Field.userID: .string(userID), Field.text: .string(text),
            Field.createdAt: .date(createdAt),
        ]
    }

    /// The comment as callers see it.
    func message(userName: String) -> InteractionAPI.Comment {
        InteractionAPI.Comment(
            commentID: id, postID: postID, userID: userID, username: userName, text: text, createdAt: createdAt.rfc3339)
    }

    /// The comments on one post.
    static func on(_ post: String) -> Filter { .equals(Field.postID, .string(post)) }
}
