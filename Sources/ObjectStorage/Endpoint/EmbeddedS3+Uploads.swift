import Environments
import Glibc
import HTTPMessages
import HTTPServing
import Hashing

/// Storing objects.
extension EmbeddedS3 {
    /// How many bytes of an upload are gathered before they go to the disk: the memory that one upload needs, whatever its size.
    private static let pieceSize = 1024 * 1024

    /// An object of at most one piece costs one trip to the disk's threads; larger ones one per piece.
    func putObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        let plan = try UploadPlan(request, maximumSize: maximumObjectSize)
        var reader = UploadReader(request.body, plan: plan, pieceSize: min(Self.pieceSize, plan.length + 1))
        let first = try await reader.next()
        var upload: ObjectUpload?
        if !reader.isAtEnd {
            upload = try await begin(plan, in: bucket, with: first)
            while !reader.isAtEnd {
                let piece = try await reader.next()
                upload = try await onDisk { [upload] _ throws(SystemError) in
                    var upload = upload
                    try upload?.append(piece)
                    return upload
                }
            }
        }
        let (trailer, now) = (reader.trailer, environment.now())
        let outcome: Result<ObjectMetadata, S3Error> = try await onDisk { [upload] store throws(SystemError) in
            var complete: ObjectUpload
            if let upload {
                complete = upload
            } else {
                complete = try store.beginUpload(checksum: plan.checksum?.algorithm)
                try complete.append(first)
            }
            return try Self.finish(complete, plan: plan, trailer: trailer, at: now, in: store, bucket: bucket, key: key)
        }
        let metadata = try outcome.get()
        var response = HTTPServerResponse(headers: ["ETag": metadata.etag])
        for header in metadata.headers where header.name.hasPrefix("x-amz-checksum-") { response.headers.add(header.name, header.value) }
        return response
    }

    private func begin(_ plan: UploadPlan, in bucket: String, with bytes: [UInt8]) async throws(S3Error) -> ObjectUpload {
        let upload: ObjectUpload? = try await onDisk { store throws(SystemError) in
            guard store.hasBucket(bucket) else { return nil }
            var upload = try store.beginUpload(checksum: plan.checksum?.algorithm)
            try upload.append(bytes)
            return upload
        }
        guard let upload else { throw .noSuchBucket(bucket) }
        return upload
    }

    private static func finish(
        _ upload: ObjectUpload, plan: UploadPlan, trailer: [(name: String, value: String)], at now: Timestamp, in store: ObjectDirectory,
        bucket: String, key: String
    ) throws(SystemError) -> Result<ObjectMetadata, S3Error> {
        let digests = upload.digests()
        do throws(S3Error) {
            try plan.check(size: upload.size, digests: digests, trailer: trailer)
        } catch {
            return .failure(error)
        }
        var headers = plan.headers
        if let checksum = digests.checksum {
            headers.append(ObjectMetadata.Header(name: checksum.algorithm.header, value: Base64.encode(checksum.value)))
        }
        return try seal(
            upload, digests: digests, headers: headers, at: now, in: store, bucket: bucket, key: key, onlyIfVacant: plan.onlyIfVacant)
    }

    private static func seal(
        _ upload: ObjectUpload, digests: ObjectDigests, headers: [ObjectMetadata.Header], at now: Timestamp, in store: ObjectDirectory,
        bucket: String, key: String, onlyIfVacant: Bool
    ) throws(SystemError) -> Result<ObjectMetadata, S3Error> {
        let metadata = ObjectMetadata(
            size: upload.size, md5: digests.md5Hex, sha256: digests.sha256Hex, lastModified: now, headers: headers)
        guard let trailer = metadata.trailer else { return .failure(.invalidRequest("The metadata headers cannot be stored.")) }
        try upload.finish(trailer: trailer)
        do {
            try store.store(upload, as: key, in: bucket, onlyIfVacant: onlyIfVacant)
            return .success(metadata)
        } catch let error where error.code == EEXIST {
            return .failure(.preconditionFailed("If-None-Match"))
        } catch let error where error.code == ENOENT {
            return .failure(.noSuchBucket(bucket))
        }
    }

    // MARK: Copying

    func copyObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        let source = try Self.copySource(request.headers["x-amz-copy-source"] ?? "")
        let directive = request.headers["x-amz-metadata-directive"] ?? "COPY"
        guard ["COPY", "REPLACE"].contains(directive) else {
            throw .invalidArgument("COPY or REPLACE is accepted.", name: "x-amz-metadata-directive", value: directive)
        }
        let newHeaders = directive == "REPLACE" ? try UploadPlan(request, maximumSize: maximumObjectSize).headers : nil
        if source == (bucket, key), newHeaders == nil {
            throw .invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.")
        }
        let preconditions = Preconditions(request.headers, prefix: "x-amz-copy-source-")
        let now = environment.now()
        let outcome: Result<ObjectMetadata, S3Error> = try await onDisk { store throws(SystemError) in
            guard let object = try store.object(source.key, in: source.bucket) else {
                return .failure(store.hasBucket(source.bucket) ? .noSuchKey(source.key) : .noSuchBucket(source.bucket))
            }
            guard preconditions.evaluate(object.metadata) == .holds else { return .failure(.preconditionFailed("x-amz-copy-source")) }
            var upload = try store.beginUpload()
            while upload.size < object.metadata.size {
                try upload.append(try object.read(upload.size..<min(upload.size + Self.pieceSize, object.metadata.size)))
            }
            return try Self.seal(
                upload, digests: upload.digests(), headers: newHeaders ?? object.metadata.headers, at: now, in: store, bucket: bucket,
                key: key,
                onlyIfVacant: false)
        }
        let metadata = try outcome.get()
        return .xml(
            XMLWriter.document("CopyObjectResult") { xml in
                xml.element("LastModified", metadata.lastModified.iso8601)
                xml.element("ETag", metadata.etag)
            })
    }

    /// `bucket/key` or `/bucket/key`, percent-encoded, perhaps with `?versionId=null`.
    private static func copySource(_ header: String) throws(S3Error) -> (bucket: String, key: String) {
        let path = header.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        guard let decoded = PercentEncoding.decode(path),
            case (let bucket?, let key?) = try S3Request.place(decoded.hasPrefix("/") ? decoded : "/\(decoded)")
        else {
            throw .invalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", name: "x-amz-copy-source", value: header)
        }
        return (bucket, key)
    }
}
