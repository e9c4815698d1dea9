import ProtoRuntime

/// How calls of CharacterService fail, in the words of the platform contract, 1.2.
enum CharacterError: RPCErrorConvertible {
    case notCreated
    case notFound
    case notUpdated
    case notListed

    var rpcError: RPCError {
        switch self {
        case .notCreated: RPCError(.internal, "Failed to create character")
        case .notFound: RPCError(.notFound, "Character not found")
        case .notUpdated: RPCError(.internal, "Failed to update character")
        case .notListed: RPCError(.internal, "Failed to get characters")
        }
    }
}
