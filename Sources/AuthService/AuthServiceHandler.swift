import Environments
import EventLoops
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// AuthService: users, their passwords and their tokens, as far as the other services and a gateway need them (platform contract, A.1).
public struct AuthServiceHandler: AuthAPI.AuthService {
    let store: any DocumentStore
    let environment: Environment
    let logger: Logger
    let behaviour: Behaviour
    let configuration: AuthConfiguration
    private let ids: RecordIDs
    private let pool: BlockingPool

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - environment: the source of time, ids and tokens.
    ///   - pool: where passwords are hashed.
    ///   - configuration: how tokens are issued.
    ///   - behaviour: whether outages look as in the originals.
    ///   - logger: takes the reasons that callers are not told.
    public init(
        store: any DocumentStore, environment: Environment, pool: BlockingPool, configuration: AuthConfiguration = AuthConfiguration(),
        behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.environment = environment
        self.pool = pool
        self.configuration = configuration
        self.behaviour = behaviour
        self.logger = logger
        ids = RecordIDs(of: UserRecord.collection, in: store, environment: environment, scope: "user")
    }

    /// Makes sure that the service's collections exist; to be called once before the first call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([UserRecord.schema, RefreshTokenRecord.schema])
    }

    /// Always `SERVING`.
    public func healthCheck(_ request: AuthAPI.HealthCheckRequest, context: ServerContext) async throws -> AuthAPI.HealthCheckResponse {
        AuthAPI.HealthCheckResponse(status: .serving)
    }
}

// MARK: - Signing in

extension AuthServiceHandler {
    /// Makes a user and signs it in.
    /// - Throws: INVALID_ARGUMENT for missing texts, ALREADY_EXISTS for an address or a name that another user has, INTERNAL for texts that
    ///   are too long.
    public func register(_ request: AuthAPI.RegisterRequest, context: ServerContext) async throws -> AuthAPI.RegisterResponse {
        guard !request.username.isEmpty, !request.email.isEmpty, !request.password.isEmpty else {
            throw AuthError.required("username, email, and password are required")
        }
        let user = try await step("create user", of: "Register") {
            // The address is looked at first; a race between two registrations is decided by the indexes.
            guard try await find(UserRecord.Field.email, request.email) == nil else { throw AuthError.emailTaken }
            guard try await find(UserRecord.Field.userName, request.username) == nil else { throw AuthError.userNameTaken }
            let user = UserRecord(
                id: try await ids.next(idempotencyKey: nil).canonical,
                userName: try Self.fitting(request.username, UserRecord.maximumUserNameLength, field: "username"),
                email: try Self.fitting(request.email, UserRecord.maximumEmailLength, field: "email"),
                passwordHash: try await hash(of: request.password), createdAt: environment.strictlyIncreasingNow())
            do throws(StoreError) {
                try await store.insert(user.document, into: UserRecord.collection)
            } catch .duplicateKey(_, let index) {
                throw index == UserRecord.Field.email ? AuthError.emailTaken : AuthError.userNameTaken
            }
            return user
        }
        let tokens = try await signIn(user.id, operation: "Register")
        return AuthAPI.RegisterResponse(
            userID: user.id, accessToken: tokens.access, refreshToken: tokens.refresh, expiresAt: tokens.expiresAt)
    }

    /// Signs a user in by a name, or by an address when there is an `@` in it.
    /// - Throws: INVALID_ARGUMENT for missing texts, NOT_FOUND for an unknown user, UNAUTHENTICATED for a wrong password.
    public func login(_ request: AuthAPI.LoginRequest, context: ServerContext) async throws -> AuthAPI.LoginResponse {
        guard !request.emailOrUsername.isEmpty, !request.password.isEmpty else {
            throw AuthError.required("email or username and password are required")
        }
        let user = try await step("get user", of: "Login") {
            let field = request.emailOrUsername.contains("@") ? UserRecord.Field.email : UserRecord.Field.userName
            guard let user = try await find(field, request.emailOrUsername) else { throw AuthError.noUser }
            return user
        }
        let (hash, password) = (user.passwordHash, request.password)
        guard await pool.run({ hash.matches(password) }) else { throw AuthError.wrongPassword }
        let tokens = try await signIn(user.id, operation: "Login")
        return AuthAPI.LoginResponse(
            userID: user.id, accessToken: tokens.access, refreshToken: tokens.refresh, expiresAt: tokens.expiresAt)
    }

    private func find(_ field: String, _ text: String) async throws(StoreError) -> UserRecord? {
        try await store.find(Query(.equals(field, .string(text)), limit: 1), in: UserRecord.collection).first.map(UserRecord.init)
    }

    private func hash(of password: String) async throws -> PasswordHash {
        let salt = environment.bytes16(for: "password salt").bytes
        return try await pool.run { () throws(RejectedInput) in try PasswordHash(password, salt: salt) }
    }

    /// A text that fits its column.
    private static func fitting(_ text: String, _ limit: Int, field: String) throws(RejectedInput) -> String {
        guard text.unicodeScalars.count <= limit else { throw RejectedInput("\(field) must have at most \(limit) characters") }
        return try text.storable(field: field)
    }
}

// MARK: - Steps of calls

extension AuthServiceHandler {
    /// Does a step of a call; whatever goes wrong unforeseen becomes INTERNAL `failed to …`.
    func step<Value>(_ name: String, of operation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as AuthError {
            throw error
        } catch {
            logger.callFailed(operation, because: error)
            throw behaviour.failure(for: error, otherwise: AuthError.failed(name))
        }
    }
}
