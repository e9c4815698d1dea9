import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport

extension AuthServiceHandler {
    /// A refresh token lives this many times as long as an access token.
    private static let refreshFactor: Int64 = 30

    /// What a user who signs in gets.
    struct Tokens {
        let access: String
        let refresh: String
        /// The end of the access token, seconds since 1970.
        let expiresAt: Int64
    }

    /// Issues a pair of tokens.
    func signIn(_ user: String, operation: String) async throws -> Tokens {
        let now = environment.now().seconds
        let lifetime = configuration.lifetime.components.seconds
        let refresh = environment.uuid(for: "refresh token").canonical
        let record = RefreshTokenRecord(token: refresh, userID: user, expiresAt: now + Self.refreshFactor * lifetime)
        try await step("save refresh token", of: operation) {
            try await store.insert(record.document, into: RefreshTokenRecord.collection)
        }
        let token = AccessToken(userID: user, expiresAt: now + lifetime)
        return Tokens(
            access: token.signed(issuedAt: now, secret: Array(configuration.secret.utf8)), refresh: refresh, expiresAt: token.expiresAt)
    }

    /// Whether a token is good. Whether its user exists is not looked at.
    /// - Throws: INVALID_ARGUMENT without a token.
    public func validateToken(
        _ request: AuthAPI.ValidateTokenRequest, context: ServerContext
    ) async throws -> AuthAPI.ValidateTokenResponse {
        guard !request.token.isEmpty else { throw AuthError.required("token is required") }
        let user = AccessToken.user(of: request.token, secret: Array(configuration.secret.utf8), now: environment.now().seconds)
        return AuthAPI.ValidateTokenResponse(valid: user != nil, userID: user ?? "")
    }

    /// Exchanges a refresh token, which can be used once, for a new pair of tokens.
    /// - Throws: INVALID_ARGUMENT without a token, NOT_FOUND for an unknown one, UNAUTHENTICATED for one that has expired.
    public func refreshToken(_ request: AuthAPI.RefreshTokenRequest, context: ServerContext) async throws -> AuthAPI.RefreshTokenResponse {
        guard !request.refreshToken.isEmpty else { throw AuthError.required("refresh_token is required") }
        let id = RefreshTokenRecord.id(of: request.refreshToken)
        let record = try await step("get refresh token", of: "RefreshToken") {
            guard let record = try await store.get(id, from: RefreshTokenRecord.collection).map(RefreshTokenRecord.init) else {
                throw AuthError.noRefreshToken
            }
            // Of two calls with one token, the one that removes it goes on.
            guard try await store.delete(.id(id), from: RefreshTokenRecord.collection) == 1 else { throw AuthError.noRefreshToken }
            guard record.expiresAt > environment.now().seconds else { throw AuthError.refreshTokenExpired }
            return record
        }
        let tokens = try await signIn(record.userID, operation: "RefreshToken")
        return AuthAPI.RefreshTokenResponse(accessToken: tokens.access, refreshToken: tokens.refresh, expiresAt: tokens.expiresAt)
    }

    /// A user by its id, in any spelling.
    /// - Throws: INVALID_ARGUMENT without an id, NOT_FOUND for an unknown user, INTERNAL for a malformed id.
    public func getUserInfo(_ request: AuthAPI.GetUserInfoRequest, context: ServerContext) async throws -> AuthAPI.UserInfo {
        guard !request.userID.isEmpty else { throw AuthError.required("user_id is required") }
        return try await step("get user", of: "GetUserInfo") {
            let id = try Identifier(request.userID, field: "user_id")
            guard let user = try await store.get(id.canonical, from: UserRecord.collection) else { throw AuthError.noUser }
            return UserRecord(user).message
        }
    }
}
