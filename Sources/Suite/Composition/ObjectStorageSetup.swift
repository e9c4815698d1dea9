import HTTPServing
import ObjectStorage
import Telemetry

/// The object storage of a suite: embedded or elsewhere.
struct ObjectStorageSetup: Sendable {
    /// How long one attempt to reach the storage may take.
    private static let attemptTimeout = Duration.seconds(10)

    let client: S3Client
    /// The listener of the embedded endpoint.
    let listener: Listener?

    /// Starts the embedded endpoint when it is wanted. Nothing is asked of a storage elsewhere.
    /// - Returns: `nil` when the suite has no object storage.
    static func start(_ web: WebListeners) async throws(SuiteError) -> ObjectStorageSetup? {
        switch web.configuration.objects {
        case .external(let origin):
            return ObjectStorageSetup(client: try client(at: origin, web), listener: nil)
        case .embedded:
            guard web.configuration.runs(.s3) else { return nil }
            let embedded = try await refused { () async throws(S3Error) -> EmbeddedS3 in try await Self.embedded(web) }
            let listener = try await web.start(.s3) { request in await embedded.handle(request) }
            return ObjectStorageSetup(client: try client(at: "http://\(listener.address)", web), listener: listener)
        }
    }

    /// Where the storage is, for messages.
    var place: String { "the object storage at \(client.endpoint.origin)" }

    /// Makes sure that the bucket exists.
    /// - Throws: ``SuiteError/unreachable(what:reason:)`` when the storage does not answer, ``SuiteError/objectStorage(reason:)`` when it refuses.
    func prepare() async throws(SuiteError) {
        do throws(S3Error) {
            try await client.createBucketIfMissing(timeout: Self.attemptTimeout)
        } catch {
            guard error.isTransient else { throw .objectStorage(reason: error.message) }
            throw .unreachable(what: place, reason: error.message)
        }
    }

    private static func embedded(_ web: WebListeners) async throws(S3Error) -> EmbeddedS3 {
        let (configuration, foundations) = (web.configuration, web.foundations)
        let embedded = try EmbeddedS3(
            directory: foundations.objectDirectory, credentials: configuration.credentials, environment: foundations.environment,
            pool: foundations.pool, logger: foundations.logger.named("s3"))
        try await embedded.createBucketIfMissing(configuration.bucket)
        return embedded
    }

    private static func refused<Value>(_ work: () async throws(S3Error) -> Value) async throws(SuiteError) -> Value {
        do throws(S3Error) {
            return try await work()
        } catch {
            throw .objectStorage(reason: error.message)
        }
    }
}

extension ObjectStorageSetup {
    private static func client(at origin: String, _ web: WebListeners) throws(SuiteError) -> S3Client {
        let (configuration, foundations) = (web.configuration, web.foundations)
        func endpoint(_ url: String) throws(SuiteError) -> S3Endpoint {
            let addressing: S3Endpoint.Addressing = configuration.usesVirtualHosts ? .virtualHost : .path
            let endpoint = S3Endpoint(url: url, region: configuration.region, bucket: configuration.bucket, addressing: addressing)
            guard let endpoint else { throw .objectStorage(reason: "\(url) is no address of an object storage") }
            return endpoint
        }
        var publicEndpoints: [S3Endpoint] = []
        for url in configuration.publicURLs { publicEndpoints.append(try endpoint(url)) }
        return S3Client(
            endpoint: try endpoint(origin), publicEndpoints: publicEndpoints,
            credentials: configuration.credentials, http: foundations.http, environment: foundations.environment)
    }
}
