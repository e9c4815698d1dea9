import Environments
import GeneriaAPI
import Persistence
import ServiceSupport

/// A world as it is stored. Ids are canonical and `params` is rendered already.
struct WorldRecord: Sendable {
    static let collection = "worlds"
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: [Field.createdAt]), Idempotency.index])
    /// The longest name in code points: the column is `varchar(100)`.
    static let maximumNameLength = 100

    enum Field {
        static let name = "name"
        static let description = "description"
        static let prompt = "prompt"
        static let creatorID = "creator_id"
        static let generationStatus = "generation_status"
        static let status = "status"
        static let imageID = "image_uuid"
        static let iconID = "icon_uuid"
        static let params = "params"
        static let usersCount = "users_count"
        static let postsCount = "posts_count"
        /// Microseconds since 1970, because the dates of some engines end at milliseconds.
        static let createdAt = "created_at"
        /// As `createdAt`.
        static let updatedAt = "updated_at"
        /// Whether the generation was started. Missing in worlds that were inserted by hand: nobody has ordered theirs.
        static let isGenerationStarted = "generation_started"
    }

    var id = ""
    var name = ""
    var description = ""
    var prompt = ""
    var creatorID = ""
    var generationStatus = ""
    var status = "active"
    var imageID: String?
    var iconID: String?
    var params = "{}"
    var usersCount: Int32 = 0
    var postsCount: Int32 = 0
    var createdAt = Timestamp(microseconds: 0)
    var updatedAt = Timestamp(microseconds: 0)
    var isGenerationStarted = false
}

extension WorldRecord {
    /// Reads a stored world; what is missing, as in one inserted by hand, has its default (platform contract 4.4, W-D9).
    init(_ document: Document) {
        for (key, value) in document {
            switch key {
            case "_id": id = value.string ?? ""
            case Field.name: name = value.string ?? ""
            case Field.description: description = value.string ?? ""
            case Field.prompt: prompt = value.string ?? ""
            case Field.creatorID: creatorID = value.string ?? ""
            case Field.generationStatus: generationStatus = value.string ?? ""
            case Field.status: status = value.string ?? "active"
            case Field.imageID: imageID = value.string
            case Field.iconID: iconID = value.string
            case Field.params: params = value.string ?? "{}"
            case Field.usersCount: usersCount = Int32(truncatingIfNeeded: value.int ?? 0)
            case Field.postsCount: postsCount = Int32(truncatingIfNeeded: value.int ?? 0)
            case Field.createdAt: createdAt = Timestamp(microseconds: Int64(value.int ?? 0))
            case Field.updatedAt: updatedAt = Timestamp(microseconds: Int64(value.int ?? 0))
            case Field.isGenerationStarted: isGenerationStarted = value.bool ?? false
            default: break
            }
        }
    }

    /// Whether the columns are there that a world inserted by hand may lack.
    static func isComplete(_ document: Document) -> Bool {
        [Field.description, Field.params].allSatisfy { document[$0]?.string != nil }
    }

    /// A new world as it is stored.
    /// - Parameter idempotencyKey: the key of the call that makes it.
    func document(idempotencyKey: String?) -> Document {
        var document: Document = [
            "_id": .string(id), Field.name: .string(name), Field.description: .string(description), Field.prompt: .string(prompt),
            Field.creatorID: .string(creatorID), Field.generationStatus: .string(generationStatus), Field.status: .string(status),
            Field.params: .string(params), Field.usersCount: .int32(usersCount), Field.postsCount: .int32(postsCount),
            Field.createdAt: .int64(createdAt.microseconds), Field.updatedAt: .int64(updatedAt.microseconds),
            Field.isGenerationStarted: .bool(isGenerationStarted),
        ]
        document[Field.imageID] = imageID.map { .string($0) }
        document[Field.iconID] = iconID.map { .string($0) }
        document[Idempotency.field] = idempotencyKey.map { .string($0) }
        return document
    }

    /// The columns that calls change, as they were read.
    var columns: [Update.Operation] {
        var columns: [Update.Operation] = [
            .set(Field.name, .string(name)), .set(Field.params, .string(params)), .set(Field.usersCount, .int32(usersCount)),
            .set(Field.postsCount, .int32(postsCount)),
        ]
        if let imageID { columns.append(.set(Field.imageID, .string(imageID))) }
        if let iconID { columns.append(.set(Field.iconID, .string(iconID))) }
        return columns
    }

    /// The world as callers see it, without the URLs of its pictures.
    func message(isJoined: Bool) -> WorldAPI.WorldResponse {
        WorldAPI.WorldResponse(
            id: id, name: name, description: description, prompt: prompt, creatorID: creatorID, generationStatus: generationStatus,
            status: status, usersCount: usersCount, postsCount: postsCount, createdAt: createdAt.rfc3339, updatedAt: updatedAt.rfc3339,
            isJoined: isJoined, params: params)
    }
}
