import CMongoc

/// Why an operation failed: an error of libmongoc or of the server, with the reply that came with it, or one of ours.
struct MongoError: Error {
    /// `mongoc_error_domain_t`
    let domain: UInt32
    let code: UInt32
    let message: String
    let reply: Document
    /// Set when the operation was not even asked for.
    private let own: StoreError?

    /// The domain of what a server answered.
    static let server = MONGOC_ERROR_SERVER.rawValue

    init(domain: UInt32, code: UInt32, message: String, reply: Document = Document()) {
        self.domain = domain
        self.code = code
        self.message = message
        self.reply = reply
        own = nil
    }

    init(_ error: bson_error_t, reply: Document = Document()) {
        var error = error
        self.init(domain: error.domain, code: error.code, message: String(cString: cmongoc_message(&error)), reply: reply)
    }

    init(_ own: StoreError) {
        domain = 0
        code = 0
        message = own.description
        reply = Document()
        self.own = own
    }

    /// Whether the server has answered, so that what it did is known.
    var isAnswer: Bool { domain == Self.server }

    /// The error in the store's terms.
    func storeError(collection: String, servers: String, isPastDeadline: Bool) -> StoreError {
        if let own { return own }
        let source = mongoc_error_domain_t(domain)
        switch source {
        case MONGOC_ERROR_SERVER_SELECTION, MONGOC_ERROR_STREAM, MONGOC_ERROR_POOL:
            // A certificate or a password that is refused shows as a server that cannot be selected, too; the words tell.
            if isPastDeadline { return .deadlineExceeded }
            return .unavailable("MongoDB at \(servers) cannot be reached: \(message)")
        case MONGOC_ERROR_CLIENT where code == MONGOC_ERROR_CLIENT_AUTHENTICATE.rawValue, MONGOC_ERROR_SASL, MONGOC_ERROR_SCRAM:
            return Self.refusedUser(message, servers)
        case MONGOC_ERROR_CLIENT where code == MONGOC_ERROR_CLIENT_TOO_BIG.rawValue, MONGOC_ERROR_BSON: return .invalid(message)
        case MONGOC_ERROR_COMMAND where code == MONGOC_ERROR_COMMAND_INVALID_ARG.rawValue: return .invalid(message)
        case MONGOC_ERROR_PROTOCOL, MONGOC_ERROR_CLIENT: return .unavailable("MongoDB at \(servers) cannot be used: \(message)")
        case MONGOC_ERROR_WRITE_CONCERN:
            return .unavailable("MongoDB at \(servers) did not confirm that enough servers have the write: \(message)")
        case MONGOC_ERROR_SERVER: return answer(collection: collection, servers: servers)
        default: return .io("MongoDB at \(servers): \(message)")
        }
    }

    /// What the server's error codes mean.
    private func answer(collection: String, servers: String) -> StoreError {
        switch code {
        case 11_000, 11_001, 12_582: .duplicateKey(collection: collection, index: index)
        // MaxTimeMSExpired, ExceededTimeLimit
        case 50, 262: .deadlineExceeded
        // Unauthorized, AuthenticationFailed
        case 13, 18: Self.refusedUser(message, servers)
        // HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress, PrimarySteppedDown, SocketException, NotWritablePrimary,
        // InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary
        case 6, 7, 89, 91, 189, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436:
            .unavailable("MongoDB at \(servers) cannot be used now: \(message)")
        // BadValue, FailedToParse, TypeMismatch, Overflow, InvalidBSON, PathNotViable, ConflictingUpdateOperators, DollarPrefixedFieldName,
        // EmptyFieldName, DottedFieldName, ImmutableField, CannotCreateIndex, InvalidOptions, InvalidNamespace, IndexOptionsConflict,
        // IndexKeySpecsConflict, CannotIndexParallelArrays, BSONObjectTooLarge, and the numbers of older checks of documents and sorts
        case 2, 9, 14, 15, 22, 28, 40, 52, 56, 57, 66, 67, 72, 73, 85, 86, 171, 2_010, 10_003, 10_334, 16_837, 17_280, 17_419, 17_420:
            .invalid("MongoDB refuses this: \(message)")
        default: .io("MongoDB at \(servers) reports error \(code): \(message)")
        }
    }

    /// The index that a key is already in: `_id` or ``IndexDefinition/name``; `unknown` when the server does not tell.
    private var index: String {
        let pattern = reply["keyPattern"]?.document ?? reply["writeErrors"]?.array?.last?.document?["keyPattern"]?.document
        if let pattern, !pattern.isEmpty { return pattern.keys.joined(separator: ",") }
        // Servers before 4.4 tell it in words only: … index: a.b_1_c_-1 dup key: …
        guard let label = message.firstRange(of: "index: ") else { return "unknown" }
        return Self.paths(ofIndex: String(message[label.upperBound...].prefix { $0 != " " }))
    }

    /// The paths of an index that has the name which MongoDB gives by itself.
    private static func paths(ofIndex name: String) -> String {
        if name == "_id_" { return "_id" }
        var paths: [String] = []
        var path: [Substring] = []
        for part in name.split(separator: "_", omittingEmptySubsequences: false) {
            if part == "1" || part == "-1", !path.isEmpty {
                paths.append(path.joined(separator: "_"))
                path = []
            } else {
                path.append(part)
            }
        }
        return path.isEmpty ? paths.joined(separator: ",") : name
    }

    private static func refusedUser(_ message: String, _ servers: String) -> StoreError {
        .invalid(
            "MongoDB at \(servers) does not accept the user: \(message) (the MongoDB URI must name a user, a password and, with ?authSource=, "
                + "the database that knows them)")
    }
}
