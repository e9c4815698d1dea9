import Environments
import EventLoops
import HTTPServing
import Telemetry

/// An S3 endpoint on plain files, for one pair of credentials: buckets, objects, listings, presigned and signed requests, in path style.
///
/// An object lies at `<directory>/<bucket>/<key>`, where keys that are no usable paths are spelled differently (a percent sign marks the
/// difference); a few lines behind its bytes hold what is known about it. An object that was acknowledged is complete whatever happens to the
/// process afterwards; one that was not acknowledged leaves nothing behind.
///
/// Files put into the directory by hand are objects too, as long as their names are spelled that way. Multipart uploads may take seven days:
/// older ones are given up when the store is opened. A full disk is answered with MinIO's `XMinioStorageFull` and status 507.
///
/// Not there: versions, access lists, tags, reading an object by part numbers. Requests for these are answered `NotImplemented`.
public final class EmbeddedS3: Sendable {
    /// The largest accepted object in bytes, or part of one: what S3 takes in one request.
    public static let maximumObjectSize = 5 * 1024 * 1024 * 1024

    let store: ObjectDirectory
    let pool: BlockingPool
    let environment: Environment
    let region: String
    let maximumObjectSize: Int
    private let verifier: SigV4Verifier
    private let logger: Logger

    /// Opens the store in `directory`, which is made when it is missing; this looks at the disk.
    ///
    /// - Parameters:
    ///   - credentials: the one pair whose signatures are accepted.
    ///   - region: the region that signatures must name.
    ///   - pool: where files are read and written.
    ///   - maximumObjectSize: larger uploads are refused with `EntityTooLarge`.
    /// - Throws: `InternalError` that names the directory when it cannot be used.
    public init(
        directory: String, credentials: S3Credentials, region: String = "us-east-1", environment: Environment, pool: BlockingPool,
        maximumObjectSize: Int = EmbeddedS3.maximumObjectSize, logger: Logger = .disabled
    ) throws(S3Error) {
        do {
            store = try ObjectDirectory(root: directory)
            try store.removeMultiparts(startedBefore: environment.now() - MultipartUpload.life)
        } catch {
            throw .internalError("cannot use \(directory) for objects: \(error)")
        }
        verifier = SigV4Verifier(credentials: credentials, region: region)
        self.pool = pool
        self.environment = environment
        self.region = region
        self.maximumObjectSize = maximumObjectSize
        self.logger = logger
    }

    /// Makes a bucket unless there is one of that name.
    /// - Throws: `InvalidBucketName`, or `InternalError` when the disk refuses.
    public func createBucketIfMissing(_ bucket: String) async throws(S3Error) {
        guard BucketName.isValid(bucket) else { throw .invalidBucketName(bucket) }
        _ = try await onDisk { store throws(SystemError) in try store.createBucket(bucket) }
    }

    /// Answers one request; every refusal is an answer in the form of S3.
    public func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        let requestID = String(environment.bytes16(for: "s3-request").hex.prefix(16)).uppercased()
        var response: HTTPServerResponse
        do throws(S3Error) {
            response = try await answer(request)
        } catch {
            if error.status >= 500 {
                logger.error("an S3 request failed", ["method": request.method, "path": request.rawPath, "error": error.message])
            } else {
                logger.debug("an S3 request was refused", ["method": request.method, "path": request.rawPath, "code": error.code])
            }
            response = error.response(to: request, requestID: requestID)
        }
        response.headers.add("x-amz-request-id", requestID)
        response.headers.add("Server", "Generia")
        CrossOrigin.addHeaders(to: &response, for: request)
        return response
    }

    private func answer(_ request: HTTPServerRequest) async throws(S3Error) -> HTTPServerResponse {
        if CrossOrigin.isPreflight(request) { return HTTPServerResponse(status: 204) }
        let verified = try verifier.verify(
            SigV4Verifier.Request(
                method: request.method, rawPath: request.rawPath, rawQuery: request.rawQuery ?? "", headers: request.headers),
            at: environment.now())
        let request = try S3Request(request, verified: verified)
        try request.checkSupport()
        if let operation = try MultipartOperation(request) { return try await answer(request, operation) }
        switch (request.bucket, request.key) {
        case (let bucket?, let key?): return try await answerObject(request, bucket: bucket, key: key)
        case (let bucket?, nil): return try await answerBucket(request, bucket: bucket)
        case (nil, _): return try await answerService(request)
        }
    }

    /// Does work on files, with their failures turned into S3's.
    func onDisk<Value: Sendable>(_ work: @escaping @Sendable (ObjectDirectory) throws(SystemError) -> Value) async throws(S3Error) -> Value
    {
        do {
            return try await pool.run { [store] () throws(SystemError) in try work(store) }
        } catch {
            throw S3Error(disk: error)
        }
    }

    /// Does work on files that may turn out to be refused in S3's own terms.
    func onDisk<Value: Sendable>(deciding work: @escaping @Sendable (ObjectDirectory) throws -> Value) async throws(S3Error) -> Value {
        do {
            return try await pool.run { [store] in try work(store) }
        } catch let error as S3Error {
            throw error
        } catch let error as SystemError {
            throw S3Error(disk: error)
        } catch {
            throw .internalError("\(error)")
        }
    }
}
