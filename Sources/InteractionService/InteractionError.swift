import ProtoRuntime

/// How calls of InteractionService fail (platform contract, A.2).
enum InteractionError: RPCErrorConvertible {
    /// A field that a request needs is empty.
    case required(String)
    /// A step failed; the text says which.
    case failed(String)

    var rpcError: RPCError {
        switch self {
        case .required(let field): RPCError(.invalidArgument, "\(field) is required")
        case .failed(let step): RPCError(.internal, "failed to \(step)")
        }
    }
}
