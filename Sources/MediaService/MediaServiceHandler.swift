import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// MediaService: presigned uploads and downloads of pictures (platform contract, section 2), and, as an extension, smaller copies of them.
public struct MediaServiceHandler: MediaAPI.MediaService {
    /// Seconds for which a download URL is valid when the caller does not say.
    static let downloadLifetime = 3_600
    /// Seconds for which it is remembered that there is no copy where the platform looks for one.
    private static let absenceRememberedFor: Int64 = 5
    /// The steps of calls as failures name them.
    static let storing = "failed to store media in database"
    static let signing = "failed to generate presigned URL"
    static let verifying = "failed to verify media in storage"

    let store: any DocumentStore
    let objects: any ObjectStore
    let ids: RecordIDs
    let worlds: ForeignKey
    let behaviour: Behaviour
    /// Makes smaller copies; `nil` on the platform, which has none (2.6, M-D2).
    let variants: VariantMaker?
    let variantLookup: VariantLookup
    let downloadURLs = DownloadURLs()
    let environment: Environment
    let logger: Logger

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - objects: where the files are.
    ///   - environment: the source of time and ids.
    ///   - worlds: the worlds that exist.
    ///   - behaviour: how the service stands to the original's defects; `extended` makes smaller copies of pictures.
    ///   - logger: takes what callers are not told.
    public init(
        store: any DocumentStore, objects: any ObjectStore, environment: Environment, worlds: ForeignKey,
        behaviour: Behaviour = .standard, logger: Logger
    ) {
        self.store = store
        self.objects = objects
        self.environment = environment
        self.logger = logger
        self.behaviour = behaviour
        self.worlds = worlds
        variants = behaviour.isExtended ? VariantMaker(store: store, objects: objects) : nil
        variantLookup = VariantLookup(objects: objects, rememberedFor: behaviour.isStrict ? 0 : Self.absenceRememberedFor)
        ids = RecordIDs(of: MediaRecord.collection, in: store, environment: environment, scope: "media", shape: .bytes16)
    }

    /// Makes sure that the service's collections exist; to be called once before the first call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([MediaRecord.schema])
    }

    /// Always `SERVING`.
    public func healthCheck(_ request: MediaAPI.HealthCheckRequest, context: ServerContext) async throws -> MediaAPI.HealthCheckResponse {
        MediaAPI.HealthCheckResponse(status: .serving)
    }
}

// MARK: - Steps of calls

extension MediaServiceHandler {
    /// The stored media of an id in a request.
    func record(_ id: String) async throws -> MediaRecord {
        try await during("failed to get media from database") {
            let id = try Identifier(mediaField: id)
            guard let media = try await store.get(id.canonical, from: MediaRecord.collection).flatMap(MediaRecord.init) else {
                throw MediaError.noRows
            }
            return media
        }
    }

    /// Does a step of a call; whatever goes wrong is named after the step.
    func during<Value>(_ operation: String, _ step: () async throws -> Value) async throws -> Value {
        do {
            return try await step()
        } catch {
            throw failure(error, during: operation)
        }
    }

    /// The failure as callers see it. The end of the call itself, by its deadline or its caller, is passed on as what it is.
    private func failure(_ cause: any Error, during operation: String) -> any Error {
        let error: MediaError
        switch cause {
        case let cause as MediaError: error = cause
        case let cause as ObjectStoreFailure: error = MediaError(cause)
        case let cause as RPCError where cause.code == .deadlineExceeded || cause.code == .cancelled: return cause
        case is CancellationError: return cause
        default:
            logger.error(operation, ["reason": "\(cause)"])
            error = MediaError("\(cause)", isOutage(cause) ? .unavailable : .other)
        }
        return error.during(operation).answered(under: behaviour)
    }

    /// Whether the same call may succeed later.
    private func isOutage(_ cause: any Error) -> Bool {
        switch cause {
        case StoreError.unavailable, StoreError.deadlineExceeded: true
        case let cause as RPCError: cause.code == .unavailable
        default: false
        }
    }
}

extension MediaError {
    /// A failure of the object storage.
    fileprivate init(_ cause: ObjectStoreFailure) {
        let kind: Kind =
            switch cause.kind {
            case .missing: .notFound
            case .invalid: .invalid
            case .unavailable: .unavailable
            case .other: .other
            }
        self.init(cause.description, kind)
    }
}
