import Suite

/// The flags that decide how the services stand to the originals.
enum BehaviourFlags {
    static let strict = Flag<Bool>.toggle(
        "strict", "reproduce also those defects of the originals that are improved otherwise, see docs/differences.md")
    static let extensions = Flag<Bool>.toggle(
        "extensions", "offer what the platform lacks: tags, real image variants, precise status codes, Watch on every service")
    static let wireVersion = Flag<SuiteConfiguration.WireVersion>.choice(
        "protocol", default: .v2, "which wire contract the services speak; v1 is that of 2025-04-23")
    static let noWorldChecks = Flag<Bool>.toggle(
        "no-world-checks", "accept every well-formed world id in characters, media and posts")
    static let jwtSecret = Flag<String>.text(
        "jwt-secret", "TEXT", default: "your_jwt_secret_key", also: ["JWT_SECRET"], "what AuthService signs access tokens with")
    static let jwtExpiration = Flag<Duration>.value(
        "jwt-expiration", "DURATION", default: .seconds(24 * 60 * 60), shownAs: "24h", also: ["JWT_EXPIRATION"],
        "the life of access tokens, such as 90m or 1h30m"
    ) { text throws(InvalidValue) in
        guard let duration = DurationText.parse(text), duration >= .seconds(1) else {
            throw InvalidValue(text: text, accepted: "a duration of at least a second, such as 24h, 90m or 1h30m")
        }
        return duration
    }

    static let declarations = [
        strict.declaration, extensions.declaration, wireVersion.declaration, noWorldChecks.declaration, jwtSecret.declaration,
        jwtExpiration.declaration,
    ]
}
