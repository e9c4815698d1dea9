import Environments
import Glibc
import HTTPMessages
import HTTPServing
import Hashing

/// Storing objects.
extension EmbeddedS3 {
    /// How many bytes of an upload are gathered before they go to the disk: the memory that one upload needs, whatever its size.
    static let pieceSize = 1024 * 1024

    func putObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        let plan = try UploadPlan(request, maximumSize: maximumObjectSize)
        let metadata = try await receive(request, plan: plan, checksum: plan.checksum?.algorithm) { store in
            guard store.hasBucket(bucket) else { throw S3Error.noSuchBucket(bucket) }
        } placing: { upload, store in
            try Self.place(upload.file, bucket: bucket, key: key, onlyIfVacant: plan.onlyIfVacant, in: store)
        }
        return Self.answer(to: metadata)
    }

    /// The answer to an upload.
    static func answer(to metadata: ObjectMetadata) -> HTTPServerResponse {
        var response = HTTPServerResponse(headers: ["ETag": metadata.etag])
        for header in metadata.headers where header.name.hasPrefix("x-amz-checksum-") { response.headers.add(header.name, header.value) }
        return response
    }

    /// Takes the body of a request into a file of the form of an object, and gives it its place. What fits into one piece costs one trip to the
    /// disk's threads, more costs one per piece.
    /// - Parameters:
    ///   - checksum: the checksum to compute beside the digests.
    ///   - admitting: decides before much is received whether there is a place for it.
    ///   - placing: gives the finished file its place.
    func receive(
        _ request: S3Request, plan: UploadPlan, checksum: Checksum.Algorithm?,
        admitting: @escaping @Sendable (ObjectDirectory) throws -> Void,
        placing: @escaping @Sendable (ObjectUpload, ObjectDirectory) throws -> Void
    ) async throws(S3Error) -> ObjectMetadata {
        var reader = UploadReader(request.body, plan: plan, pieceSize: min(Self.pieceSize, plan.length + 1))
        let first = try await reader.next()
        let begin: @Sendable (ObjectDirectory) throws -> ObjectUpload = { store in
            try admitting(store)
            var upload = try store.beginUpload(needsSHA256: plan.needsSHA256, checksum: checksum)
            try upload.append(first)
            return upload
        }
        var started: ObjectUpload?
        if !reader.isAtEnd {
            started = try await onDisk(deciding: begin)
            while !reader.isAtEnd {
                let piece = try await reader.next()
                started = try await onDisk { [started] _ throws(SystemError) in
                    var upload = started
                    try upload?.append(piece)
                    return upload
                }
            }
        }
        let (trailer, now) = (reader.trailer, environment.now())
        return try await onDisk { [started] store in
            let upload = try started ?? begin(store)
            let digests = upload.digests()
            try plan.check(size: upload.size, digests: digests, trailer: trailer)
            var headers = plan.headers
            if let checksum = digests.checksum { headers.append(ObjectMetadata.Header(checksum)) }
            let metadata = try Self.seal(upload, digests: digests, headers: headers, at: now)
            try placing(upload, store)
            return metadata
        }
    }

    /// Ends the file of an upload.
    static func seal(
        _ upload: ObjectUpload, digests: ObjectDigests, headers: [ObjectMetadata.Header], at now: Timestamp
    ) throws -> ObjectMetadata {
        let metadata = ObjectMetadata(
            size: upload.size, tag: digests.md5Hex, sha256: digests.sha256Hex, lastModified: now, headers: headers)
        try upload.finish(trailer: try trailer(of: metadata))
        return metadata
    }

    static func trailer(of metadata: ObjectMetadata) throws(S3Error) -> [UInt8] {
        guard let trailer = metadata.trailer else { throw .invalidRequest("The metadata headers cannot be stored.") }
        return trailer
    }

    /// Makes a finished file the object of a key.
    static func place(_ file: UnfinishedFile, bucket: String, key: String, onlyIfVacant: Bool, in store: ObjectDirectory) throws {
        do {
            try store.store(file, as: key, in: bucket, onlyIfVacant: onlyIfVacant)
        } catch let error where error.code == EEXIST {
            throw S3Error.preconditionFailed("If-None-Match")
        } catch let error where error.code == ENOENT {
            throw S3Error.noSuchBucket(bucket)
        }
    }
}

extension ObjectMetadata.Header {
    /// The field that carries a checksum.
    init(_ checksum: Checksum) {
        self.init(name: checksum.algorithm.header, value: Base64.encode(checksum.value))
    }
}
