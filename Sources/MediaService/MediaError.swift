import Environments
import ProtoRuntime

/// How calls of MediaService fail: always UNKNOWN, with the chain of causes as the text (platform contract, 2.2). The innermost causes
/// are worded as PostgreSQL's and its driver's, which the platform lets through.
struct MediaError: RPCErrorConvertible, Hashable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var rpcError: RPCError { RPCError(.unknown, message) }

    /// The same failure under what was being done.
    func during(_ operation: String) -> MediaError { MediaError("\(operation): \(message)") }

    static let noRows = MediaError("sql: no rows in result set")
    static let unknownWorld = MediaError(
        #"pq: insert or update on table "media" violates foreign key constraint "media_world_id_fkey""#)
    static let unstorableText = MediaError(#"pq: invalid byte sequence for encoding "UTF8": 0x00"#)

    static func malformedID(_ text: String) -> MediaError {
        MediaError("pq: invalid input syntax for type uuid: \"\(text)\"")
    }
}

extension Identifier {
    /// Reads an id of a request as the database would.
    init(mediaField text: String) throws(MediaError) {
        guard let id = Identifier(parsing: text) else { throw .malformedID(text) }
        self = id
    }
}
