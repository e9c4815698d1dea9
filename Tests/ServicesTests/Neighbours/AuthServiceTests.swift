import Environments
import GeneriaAPI
import Hashing
import JSONModel
import Persistence
import ProtoRuntime
import Testing

@testable import AuthService

/// AuthService as appendix A.1 and section 8.2 of the platform contract describe it.
@Suite struct AuthServiceTests {
    @Test func whoRegistersIsSignedIn() async throws {
        try await Neighbours.with { n in
            let user = try await n.register("neo")
            #expect(isCanonical(user.userID) && user.expiresAt == n.clock.now().seconds + 60)
            let info = try await n.auth.getUserInfo(.init(userID: user.userID.uppercased()))
            #expect(info.username == "neo" && info.email == "neo@example.org" && info.userID == user.userID)
            #expect(info.createdAt == n.clock.now().rfc3339 && info.profilePictureURL.isEmpty)
            let answer = try await n.auth.validateToken(.init(token: user.accessToken))
            #expect(answer.valid && answer.userID == user.userID && answer.permissions.isEmpty)

            let parts = user.accessToken.split(separator: ".").map { Base64.decode($0, .urlSafe) ?? [] }
            #expect(String(decoding: parts[0], as: UTF8.self) == #"{"alg":"HS256","typ":"JWT"}"#)
            let claims = try JSONValue(parsing: parts[1])
            #expect(claims["user_id"]?.stringValue == user.userID && claims["iss"] == "auth-service")
            #expect(claims["exp"]?.intValue == Int(user.expiresAt) && claims["iat"]?.intValue == Int(user.expiresAt) - 60)
        }
    }

    @Test func namesAndAddressesAreTakenOnce() async throws {
        try await Neighbours.with { n in
            _ = try await n.register("neo")
            await expectFailure(.alreadyExists, "email already exists") { try await n.register("neo") }
            await expectFailure(.alreadyExists, "username already exists") {
                try await n.auth.register(.init(email: "x@example.org", username: "neo", password: "p"))
            }
            // Of twenty at once, one wins.
            let wins = await withTaskGroup { group in
                for _ in 0..<20 { group.addTask { (try? await n.register("smith")) != nil ? 1 : 0 } }
                return await group.reduce(0, +)
            }
            #expect(wins == 1)
        }
    }

    @Test(arguments: [("", "n", "p"), ("e", "", "p"), ("e", "n", "")])
    func nothingMayBeMissing(email: String, name: String, password: String) async throws {
        try await Neighbours.with { n in
            await expectFailure(.invalidArgument, "username, email, and password are required") {
                try await n.auth.register(.init(email: email, username: name, password: password))
            }
        }
    }

    @Test(arguments: [
        ("e", String(repeating: "n", count: 31), "p"), (String(repeating: "e", count: 256), "n", "p"),
        ("e", "n", String(repeating: "p", count: 73)), ("e", "n", "p\u{0}q"), ("e", "n\u{0}", "p"),
    ])
    func whatFitsNoColumnIsRefused(email: String, name: String, password: String) async throws {
        try await Neighbours.with { n in
            await expectFailure(.internal, "failed to create user") {
                try await n.auth.register(.init(email: email, username: name, password: password))
            }
            let users = try await n.authStore.count(.all, in: "users")
            #expect(users == 0)
        }
    }

    @Test func signingIn() async throws {
        try await Neighbours.with { n in
            let user = try await n.register("neo")
            for name in ["neo", "neo@example.org"] {
                #expect(try await n.auth.login(.init(emailOrUsername: name, password: "neo")).userID == user.userID)
            }
            await expectFailure(.unauthenticated, "invalid credentials") {
                try await n.auth.login(.init(emailOrUsername: "neo", password: "Neo"))
            }
            await expectFailure(.notFound, "user not found") { try await n.auth.login(.init(emailOrUsername: "trinity", password: "x")) }
            for request in [AuthAPI.LoginRequest(password: "x"), AuthAPI.LoginRequest(emailOrUsername: "neo")] {
                await expectFailure(.invalidArgument, "email or username and password are required") { try await n.auth.login(request) }
            }
        }
    }

    @Test func aRefreshTokenWorksOnce() async throws {
        try await Neighbours.with { n in
            let user = try await n.register("neo")
            n.clock.advance(by: .seconds(10))
            let second = try await n.auth.refreshToken(.init(refreshToken: user.refreshToken))
            #expect(second.expiresAt == user.expiresAt + 10)
            #expect(try await n.auth.validateToken(.init(token: second.accessToken)).userID == user.userID)
            await expectFailure(.notFound, "refresh token not found") {
                try await n.auth.refreshToken(.init(refreshToken: user.refreshToken))
            }
            n.clock.advance(by: .seconds(60 * 30))
            await expectFailure(.unauthenticated, "refresh token expired") {
                try await n.auth.refreshToken(.init(refreshToken: second.refreshToken))
            }
            await expectFailure(.invalidArgument, "refresh_token is required") { try await n.auth.refreshToken(.init()) }
            let stored = try await n.authStore.find(Query(), in: "refresh_tokens").description
            #expect(!stored.contains(user.refreshToken) && !stored.contains(second.refreshToken))
        }
    }

    @Test func tokensEndAndCannotBeForged() async throws {
        try await Neighbours.with { n in
            let token = try await n.register("neo").accessToken
            let parts = token.split(separator: ".").map(String.init)
            let unsigned = Base64.encode(Array(#"{"alg":"none","typ":"JWT"}"#.utf8), .urlSafe)
            let others = [
                "\(parts[0]).\(parts[1]).", "\(unsigned).\(parts[1]).", "\(parts[0]).\(parts[1])", "x", "..",
                "\(parts[0]).\(parts[1]).\(Base64.encode(Hashing.hmacSHA256(key: [1], "\(parts[0]).\(parts[1])"), .urlSafe))",
                String(token.dropLast()),
            ]
            for other in others { #expect(try await n.auth.validateToken(.init(token: other)).valid == false, "\(other)") }
            n.clock.advance(by: .seconds(59))
            #expect(try await n.auth.validateToken(.init(token: token)).valid)
            n.clock.advance(by: .seconds(1))
            #expect(try await n.auth.validateToken(.init(token: token)).valid == false)
            await expectFailure(.invalidArgument, "token is required") { try await n.auth.validateToken(.init()) }
        }
    }

    @Test(arguments: ["HS256", "HS384", "HS512"])
    func everyHMACIsAccepted(algorithm: String) {
        let header = Base64.encode(Array(#"{"alg":"\#(algorithm)"}"#.utf8), .urlSafe)
        let claims = Base64.encode(Array(#"{"user_id":"u","nbf":100}"#.utf8), .urlSafe)
        let content = Array("\(header).\(claims)".utf8)
        let key = Array("k".utf8)
        let code =
            switch algorithm {
            case "HS256": Hashing.hmacSHA256(key: key, content)
            case "HS384": Hashing.hmacSHA384(key: key, content)
            default: Hashing.hmacSHA512(key: key, content)
            }
        let token = "\(header).\(claims).\(Base64.encode(code, .urlSafe))"
        #expect(AccessToken.user(of: token, secret: key, now: 100) == "u")
        #expect(AccessToken.user(of: token, secret: key, now: 99) == nil)
    }

    @Test func unknownUsers() async throws {
        try await Neighbours.with { n in
            await expectFailure(.invalidArgument, "user_id is required") { try await n.auth.getUserInfo(.init()) }
            await expectFailure(.internal, "failed to get user") { try await n.auth.getUserInfo(.init(userID: "x")) }
            await expectFailure(.notFound, "user not found") {
                try await n.auth.getUserInfo(.init(userID: "0f8fad5b-d9cb-469f-a165-70867728950e"))
            }
        }
    }

    /// The hash of a known program: `htpasswd -nbBC 10` of Apache.
    @Test func othersHashesAreRead() throws {
        let hash = PasswordHash(stored: "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy")
        #expect(hash.matches("wrong") == false)
        let own = try PasswordHash("пароль", salt: Array(0..<16))
        #expect(own.text.hasPrefix("$2a$10$") && own.matches("пароль") && !own.matches("пароли"))
        let again = try PasswordHash("пароль", salt: Array(0..<16))
        #expect(again == own)
    }
}
