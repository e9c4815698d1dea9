import Environments
import GeneriaAPI
import Persistence

/// A user as it is stored.
struct UserRecord: Sendable {
    static let collection = "users"
    static let schema = CollectionSchema(
        collection,
        indexes: [IndexDefinition(keys: [Field.email], unique: true), IndexDefinition(keys: [Field.userName], unique: true)])
    /// The longest user name in code points: the column is `varchar(30)`.
    static let maximumUserNameLength = 30
    /// As the user name, `varchar(255)`.
    static let maximumEmailLength = 255

    enum Field {
        static let userName = "username"
        static let email = "email"
        static let passwordHash = "password_hash"
        /// Microseconds since 1970, because the dates of some engines end at milliseconds.
        static let createdAt = "created_at"
    }

    let id: String
    let userName: String
    let email: String
    let passwordHash: PasswordHash
    let createdAt: Timestamp
}

extension UserRecord {
    /// Reads a stored user.
    init(_ document: Document) {
        self.init(
            id: document.id, userName: document[Field.userName]?.string ?? "", email: document[Field.email]?.string ?? "",
            passwordHash: PasswordHash(stored: document[Field.passwordHash]?.string ?? ""),
            createdAt: Timestamp(microseconds: Int64(document[Field.createdAt]?.int ?? 0)))
    }

    /// The record as it is stored.
    var document: Document {
        [
            "_id": .string(id), Field.userName: .string(userName), Field.email: .string(email),
            Field.passwordHash: .string(passwordHash.text), Field.createdAt: .int64(createdAt.microseconds),
        ]
    }

    /// The user as callers see it.
    var message: AuthAPI.UserInfo {
        AuthAPI.UserInfo(userID: id, username: userName, email: email, createdAt: createdAt.rfc3339)
    }
}
