import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

/// MediaService: presigned uploads and downloads of pictures (platform contract, section 2).
public struct MediaServiceHandler: MediaAPI.MediaService {
    /// Seconds for which an upload URL is valid.
    private static let uploadLifetime = 600
    /// Seconds for which a download URL is valid when the caller does not say.
    private static let downloadLifetime = 3_600
    /// The steps of calls as failures name them.
    private static let storing = "failed to store media in database"
    private static let signing = "failed to generate presigned URL"

    private let store: any DocumentStore
    private let objects: any ObjectStore
    private let ids: RecordIDs
    private let worlds: ForeignKey
    private let downloadURLs = DownloadURLs()
    private let environment: Environment
    private let logger: Logger

    /// - Parameters:
    ///   - store: the service's own database.
    ///   - objects: where the files are.
    ///   - environment: the source of time and ids.
    ///   - worlds: says which worlds exist; `nil` accepts every well-formed world id.
    ///   - logger: takes what callers are not told.
    public init(
        store: any DocumentStore, objects: any ObjectStore, environment: Environment, worlds: WorldAPI.WorldServiceClient?, logger: Logger
    ) {
        self.store = store
        self.objects = objects
        self.environment = environment
        self.logger = logger
        self.worlds = .worlds(worlds)
        ids = RecordIDs(of: MediaRecord.collection, in: store, environment: environment, scope: "media", shape: .bytes16)
    }

    /// Makes sure that the service's collections exist; to be called once before the first call is served.
    /// - Throws: why the store cannot be used.
    public func prepare() async throws(StoreError) {
        try await store.prepare([MediaRecord.schema])
    }
}

// MARK: - Uploading

extension MediaServiceHandler {
    /// Registers a media and signs the URL for its upload, valid for 10 minutes.
    ///
    /// A repeated idempotency key answers with the media of the first call and a URL that is signed anew.
    /// - Throws: UNKNOWN for malformed ids, an unknown world, and an object name that is too long.
    public func getPresignedUploadURL(
        _ request: MediaAPI.GetPresignedUploadURLRequest, context: ServerContext
    ) async throws -> MediaAPI.GetPresignedUploadURLResponse {
        let key = context.idempotencyKey
        let id = try await during(Self.storing) { try await ids.next(idempotencyKey: key) }
        let objectName = ObjectName.make(
            type: request.mediaType, worldID: request.worldID, characterID: request.characterID, mediaID: id.hex,
            fileName: request.filename)
        // The original signs before it looks at the ids: a name that is too long is found first.
        var uploadURL = try await self.uploadURL(for: objectName)
        let media = try await during(Self.storing) {
            let record = try MediaRecord(
                id: id, objectName: objectName, request: request, createdAt: environment.strictlyIncreasingNow())
            guard try await worlds.contains(record.worldID) else { throw MediaError.unknownWorld }
            let stored = try await store.insertOnce(record.document(idempotencyKey: key), into: MediaRecord.collection)
            return MediaRecord(stored) ?? record
        }
        if media.id != id { uploadURL = try await self.uploadURL(for: media.objectName) }
        return MediaAPI.GetPresignedUploadURLResponse(
            mediaID: media.id.hex, uploadURL: uploadURL, expiresAt: environment.now().seconds + Int64(Self.uploadLifetime))
    }

    private func uploadURL(for objectName: String) async throws -> String {
        try await during(Self.signing) { try objects.uploadURL(for: objectName, expiresIn: Self.uploadLifetime) }
    }

    /// Checks that the object was uploaded. Nothing is recorded: a media has no confirmed state.
    /// - Throws: UNKNOWN for an unknown or malformed id, and when the object is not there.
    public func confirmUpload(
        _ request: MediaAPI.ConfirmUploadRequest, context: ServerContext
    ) async throws -> MediaAPI.ConfirmUploadResponse {
        let media = try await record(request.mediaID)
        try await during("failed to verify media in storage") { try await objects.verify(media.objectName) }
        return MediaAPI.ConfirmUploadResponse(success: true, variants: original(of: media))
    }

    /// Does nothing, successfully: the platform has no variants (2.6, M-D2).
    public func optimizeImage(
        _ request: MediaAPI.OptimizeImageRequest, context: ServerContext
    ) async throws -> MediaAPI.OptimizeImageResponse {
        MediaAPI.OptimizeImageResponse()
    }
}

// MARK: - Reading

extension MediaServiceHandler {
    /// What was declared for a media, uploaded or not, with a download URL valid for an hour.
    /// - Throws: UNKNOWN for an unknown or malformed id.
    public func getMedia(_ request: MediaAPI.GetMediaRequest, context: ServerContext) async throws -> MediaAPI.Media {
        let media: MediaRecord
        do {
            media = try await record(request.mediaID)
        } catch let error as MediaError {
            throw error.during("failed to get media")
        }
        return media.message(variants: original(of: media))
    }

    /// A download URL. Every variant is the original: nobody makes others, so none is looked for (2.6, M-D5).
    /// - Throws: UNKNOWN for an unknown or malformed id and a lifetime of more than 7 days.
    public func getMediaURL(_ request: MediaAPI.GetMediaURLRequest, context: ServerContext) async throws -> MediaAPI.GetMediaURLResponse {
        let now = environment.now().seconds
        let lifetime = request.expiresIn > 0 ? request.expiresIn : Int64(Self.downloadLifetime)
        let url: String
        if let id = Identifier(parsing: request.mediaID),
            let known = downloadURLs.url(for: DownloadURLs.Key(media: id, lifetime: Int(lifetime)), second: now)
        {
            url = known
        } else {
            let media = try await record(request.mediaID)
            // The original names this step twice.
            url = try await during(Self.signing) {
                try await during(Self.signing) { try downloadURL(of: media, lifetime: Int(lifetime), second: now) }
            }
        }
        return MediaAPI.GetMediaURLResponse(url: url, expiresAt: now + lifetime)
    }

    /// Always `SERVING`.
    public func healthCheck(_ request: MediaAPI.HealthCheckRequest, context: ServerContext) async throws -> MediaAPI.HealthCheckResponse {
        MediaAPI.HealthCheckResponse(status: .serving)
    }

    /// The one variant that there is; left out when it cannot be signed.
    private func original(of media: MediaRecord) -> [MediaAPI.MediaVariant] {
        let url = try? downloadURL(of: media, lifetime: Self.downloadLifetime, second: environment.now().seconds)
        return url.map { [MediaAPI.MediaVariant(name: "original", url: $0)] } ?? []
    }

    private func downloadURL(of media: MediaRecord, lifetime: Int, second: Int64) throws(ObjectStoreFailure) -> String {
        let key = DownloadURLs.Key(media: media.id, lifetime: lifetime)
        if let known = downloadURLs.url(for: key, second: second) { return known }
        let url = try objects.downloadURL(for: media.objectName, contentType: media.contentType, expiresIn: lifetime)
        downloadURLs.keep(url, for: key, second: second)
        return url
    }

    private func record(_ id: String) async throws -> MediaRecord {
        try await during("failed to get media from database") {
            let id = try Identifier(mediaField: id)
            guard let media = try await store.get(id.canonical, from: MediaRecord.collection).flatMap(MediaRecord.init) else {
                throw MediaError.noRows
            }
            return media
        }
    }

    /// Does a step of a call; whatever goes wrong is named after the step.
    private func during<Value>(_ operation: String, _ step: () async throws -> Value) async throws -> Value {
        do {
            return try await step()
        } catch {
            throw failure(error, during: operation)
        }
    }

    /// The failure as callers see it. The end of the call itself, by its deadline or its caller, is passed on as what it is.
    private func failure(_ cause: any Error, during operation: String) -> any Error {
        switch cause {
        case let cause as MediaError: return cause.during(operation)
        case let cause as ObjectStoreFailure: return MediaError(cause.description).during(operation)
        case let cause as RPCError where cause.code == .deadlineExceeded || cause.code == .cancelled: return cause
        case is CancellationError: return cause
        default:
            logger.error(operation, ["reason": "\(cause)"])
            return MediaError("\(cause)").during(operation)
        }
    }
}
