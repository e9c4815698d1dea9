import Environments
import Hashing
import JSONModel

/// A JSON Web Token (RFC 7519) signed with a shared secret, as the platform issues and accepts it (platform contract, 8.2).
struct AccessToken: Sendable {
    private static let issuer = "auth-service"

    /// Whose token it is.
    let userID: String
    /// The end of its life, seconds since 1970.
    let expiresAt: Int64

    /// The signed text of the token.
    func signed(issuedAt: Int64, secret: [UInt8]) -> String {
        let header: JSONValue = ["alg": "HS256", "typ": "JWT"]
        let claims: JSONValue = [
            "user_id": .string(userID), "exp": .int(Int(expiresAt)), "iat": .int(Int(issuedAt)), "iss": .string(Self.issuer),
        ]
        let content = [header, claims].map { Base64.encode($0.serializedBytes(), .urlSafe) }.joined(separator: ".")
        return "\(content).\(Base64.encode(Hashing.hmacSHA256(key: secret, content.utf8), .urlSafe))"
    }

    /// The user of a token that is signed with the secret, by whichever HMAC algorithm, and valid now; `nil` for any other text.
    ///
    /// `exp`, `nbf` and `iat` count when they are there; who issued the token does not.
    static func user(of text: String, secret: [UInt8], now: Int64) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = json(parts[0]), let claims = json(parts[1]), let signature = Base64.decode(parts[2], .urlSafe),
            let algorithm = header["alg"]?.stringValue,
            let expected = code(of: "\(parts[0]).\(parts[1])", algorithm: algorithm, secret: secret),
            isSame(signature, expected), isCurrent(claims, now: Double(now))
        else { return nil }
        return claims["user_id"]?.stringValue
    }

    private static func json(_ part: Substring) -> JSONValue? {
        Base64.decode(part, .urlSafe).flatMap { try? JSONValue(parsing: $0) }
    }

    private static func code(of content: String, algorithm: String, secret: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case "HS256": Hashing.hmacSHA256(key: secret, content.utf8)
        case "HS384": Hashing.hmacSHA384(key: secret, content.utf8)
        case "HS512": Hashing.hmacSHA512(key: secret, content.utf8)
        default: nil
        }
    }

    /// Compares without telling by its time where the difference is.
    private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func isCurrent(_ claims: JSONValue, now: Double) -> Bool {
        for (name, holds) in [("exp", { now < $0 }), ("nbf", { now >= $0 }), ("iat", { now >= $0 })] as [(String, (Double) -> Bool)] {
            guard let claim = claims[name] else { continue }
            guard let time = claim.doubleValue, holds(time) else { return false }
        }
        return true
    }
}
