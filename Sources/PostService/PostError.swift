import ProtoRuntime

/// How calls of PostService fail, in the words of the platform contract, 3.2.
enum PostError: RPCErrorConvertible {
    /// Something that a request needs is empty; the text says what.
    case required(String)
    /// The character of an AI post cannot be read, whatever the reason.
    case noCharacter
    case characterNotValidated
    case foreignCharacter
    case notAI
    case mediaNotValidated
    case foreignMedia
    case notCreated
    case notFound
    /// A read failed; the text says which.
    case notRead(String)
    case noCharacterInfo
    case noMediaURL
    /// What a caller sees of the end of the original's process (3.3, P-D1).
    case crashed

    var rpcError: RPCError {
        switch self {
        case .required(let text): RPCError(.invalidArgument, text)
        case .noCharacter: RPCError(.notFound, "Character not found")
        case .characterNotValidated: RPCError(.internal, "failed to validate character")
        case .foreignCharacter: RPCError(.permissionDenied, "character does not belong to the user")
        case .notAI: RPCError(.permissionDenied, "Cannot create AI post for non-AI character")
        case .mediaNotValidated: RPCError(.internal, "failed to validate media")
        case .foreignMedia: RPCError(.permissionDenied, "media does not belong to the character")
        case .notCreated: RPCError(.internal, "failed to create post")
        case .notFound: RPCError(.notFound, "post not found")
        case .notRead(let what): RPCError(.internal, "failed to get \(what)")
        case .noCharacterInfo: RPCError(.internal, "failed to get character info")
        case .noMediaURL: RPCError(.internal, "failed to get media URL")
        case .crashed: RPCError(.unavailable, "error reading from server: EOF")
        }
    }
}
