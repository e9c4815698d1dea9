import Environments
import Hashing
import Persistence

/// A refresh token as it is stored: by its digest, so that the database does not give it away.
struct RefreshTokenRecord: Sendable {
    static let collection = "refresh_tokens"
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: [Field.userID])])

    private enum Field {
        static let userID = "user_id"
        /// Seconds since 1970.
        static let expiresAt = "expires_at"
    }

    /// The SHA-256 of the token in hexadecimal.
    let id: String
    let userID: String
    /// Seconds since 1970.
    let expiresAt: Int64

    init(token: String, userID: String, expiresAt: Int64) {
        id = Self.id(of: token)
        self.userID = userID
        self.expiresAt = expiresAt
    }

    /// Reads a stored token.
    init(_ document: Document) {
        id = document.id
        userID = document[Field.userID]?.string ?? ""
        expiresAt = Int64(document[Field.expiresAt]?.int ?? 0)
    }

    /// The id of the record of a token.
    static func id(of token: String) -> String { Hashing.hex(Hashing.sha256(token)) }

    /// The record as it is stored.
    var document: Document {
        ["_id": .string(id), Field.userID: .string(userID), Field.expiresAt: .int64(expiresAt)]
    }
}
