import Environments
import ProtoRuntime
import ServiceSupport

/// How calls of MediaService fail: with the chain of causes as the text (platform contract, 2.2). The innermost causes are worded as
/// PostgreSQL's and its driver's, which the platform lets through.
struct MediaError: RPCErrorConvertible, Hashable {
    /// What lies behind a failure, which the platform does not tell.
    enum Kind: Sendable, Hashable {
        case notFound
        case invalid
        /// The media is not what the call needs.
        case unsuitable
        /// The database or the object storage cannot be reached.
        case unavailable
        case other
    }

    let message: String
    let kind: Kind
    private var code = StatusCode.unknown

    init(_ message: String, _ kind: Kind = .other) {
        self.message = message
        self.kind = kind
    }

    var rpcError: RPCError { RPCError(code, message) }

    /// The same failure under what was being done.
    func during(_ operation: String) -> MediaError {
        var error = MediaError("\(operation): \(message)", kind)
        error.code = code
        return error
    }

    /// The same failure with the status that callers get: UNKNOWN on the platform (2.6, M-D1), outages apart; with more for those who ask.
    func answered(under behaviour: Behaviour) -> MediaError {
        var error = self
        error.code =
            switch (behaviour, kind) {
            case (.standard, .unavailable), (.extended, .unavailable): .unavailable
            case (.extended, .notFound): .notFound
            case (.extended, .invalid): .invalidArgument
            case (.extended, .unsuitable): .failedPrecondition
            default: .unknown
            }
        return error
    }

    static let noRows = MediaError("sql: no rows in result set", .notFound)
    static let unknownWorld = MediaError(
        #"pq: insert or update on table "media" violates foreign key constraint "media_world_id_fkey""#, .notFound)
    static let unstorableText = MediaError(#"pq: invalid byte sequence for encoding "UTF8": 0x00"#, .invalid)

    static func malformedID(_ text: String) -> MediaError {
        MediaError("pq: invalid input syntax for type uuid: \"\(text)\"", .invalid)
    }
}

extension Identifier {
    /// Reads an id of a request as the database would.
    init(mediaField text: String) throws(MediaError) {
        guard let id = Identifier(parsing: text) else { throw .malformedID(text) }
        self = id
    }
}
