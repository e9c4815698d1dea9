/// How AuthService issues tokens (platform contract, 8.2).
public struct AuthConfiguration: Sendable, Hashable {
    /// What access tokens are signed with.
    public var secret = "your_jwt_secret_key"
    /// The life of an access token; a refresh token lives thirty times as long.
    public var lifetime = Duration.seconds(24 * 60 * 60)

    /// The platform's defaults.
    public init() {}
}
