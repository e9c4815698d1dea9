import ProtoRuntime

/// How calls of AuthService fail (platform contract, A.1).
enum AuthError: RPCErrorConvertible {
    /// Something that a request needs is empty; the text says what.
    case required(String)
    case emailTaken
    case userNameTaken
    case noUser
    case wrongPassword
    case noRefreshToken
    case refreshTokenExpired
    /// A step failed; the text says which.
    case failed(String)

    var rpcError: RPCError {
        switch self {
        case .required(let what): RPCError(.invalidArgument, what)
        case .emailTaken: RPCError(.alreadyExists, "email already exists")
        case .userNameTaken: RPCError(.alreadyExists, "username already exists")
        case .noUser: RPCError(.notFound, "user not found")
        case .wrongPassword: RPCError(.unauthenticated, "invalid credentials")
        case .noRefreshToken: RPCError(.notFound, "refresh token not found")
        case .refreshTokenExpired: RPCError(.unauthenticated, "refresh token expired")
        case .failed(let step): RPCError(.internal, "failed to \(step)")
        }
    }
}
