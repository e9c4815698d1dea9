import Environments
import Persistence

/// That a user has joined a world. The id is made of both, so that nobody joins twice.
struct Membership: Sendable {
    static let collection = "user_worlds"
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: [Field.userID])])

    enum Field {
        static let userID = "user_id"
        static let worldID = "world_id"
        /// Microseconds since 1970.
        static let createdAt = "created_at"
    }

    let user: Identifier
    let world: String

    var id: String { "\(user.canonical)/\(world)" }

    /// The membership as it is stored.
    func document(createdAt: Timestamp) -> Document {
        [
            "_id": .string(id), Field.userID: .string(user.canonical), Field.worldID: .string(world),
            Field.createdAt: .int64(createdAt.microseconds),
        ]
    }
}
