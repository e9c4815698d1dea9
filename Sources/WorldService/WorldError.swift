import ProtoRuntime

/// How calls of WorldService fail, in the words of the platform contract, 4.2.
enum WorldError: RPCErrorConvertible {
    /// A request is wrong by itself; the text says how.
    case invalid(String)
    case notFound
    /// A step failed; the text says which.
    case failed(String)

    var rpcError: RPCError {
        switch self {
        case .invalid(let text): RPCError(.invalidArgument, text)
        case .notFound: RPCError(.notFound, "world not found")
        case .failed(let step): RPCError(.internal, "failed to \(step)")
        }
    }
}
