import Environments
import Glibc
import HTTPMessages
import HTTPServing

/// Beginning multipart uploads, their parts, and giving them up.
extension EmbeddedS3 {
    func answer(_ request: S3Request, _ operation: MultipartOperation) async throws(S3Error) -> HTTPServerResponse {
        guard let bucket = request.bucket else { throw .methodNotAllowed(request.method) }
        let key = request.key ?? ""
        switch operation {
        case .create: return try await createMultipart(request, bucket: bucket, key: key)
        case .uploadPart(let number, let id):
            let upload = try await upload(id, bucket: bucket, key: key)
            let isCopy = request.headers.contains("x-amz-copy-source")
            return isCopy ? try await copyPart(request, number, of: upload) : try await putPart(request, number, of: upload)
        case .complete(let id): return try await completeMultipart(request, bucket: bucket, key: key, id: id)
        case .abort(let id): return try await abortMultipart(bucket: bucket, key: key, id: id)
        case .listParts(let id): return try await listParts(request, of: try await upload(id, bucket: bucket, key: key))
        case .listUploads: return try await listUploads(request, bucket: bucket)
        }
    }

    private func createMultipart(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        try await requireBucket(bucket)
        let headers = try UploadPlan.keptHeaders(request.headers)
        let (checksum, kind) = try Self.checksum(request.headers)
        let now = environment.now()
        while true {
            let upload = MultipartUpload(
                id: MultipartUpload.makeID(at: now, random: environment.bytes16(for: "s3-upload")), bucket: bucket, key: key, started: now,
                checksum: checksum, checksumKind: kind, headers: headers)
            let trailer = try Self.trailer(of: upload.description)
            let isNew = try await onDisk { store throws(SystemError) in try store.beginMultipart(upload.id, trailer: trailer) }
            guard isNew else { continue }
            var response = HTTPServerResponse.xml(
                XMLWriter.document("InitiateMultipartUploadResult") { xml in
                    xml.element("Bucket", bucket)
                    xml.element("Key", key)
                    xml.element("UploadId", upload.id)
                })
            if let checksum {
                response.headers.add("x-amz-checksum-algorithm", checksum.name)
                response.headers.add(Checksum.kindHeader, kind.rawValue)
            }
            return response
        }
    }

    private static func checksum(_ headers: HTTPHeaders) throws(S3Error) -> (Checksum.Algorithm?, Checksum.Kind) {
        let (name, kindName) = (headers["x-amz-checksum-algorithm"], headers[Checksum.kindHeader])
        guard let name else { return (nil, .composite) }
        guard let algorithm = Checksum.Algorithm(rawValue: name.lowercased()) else {
            throw .invalidRequest(
                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                    + "[\(Checksum.Algorithm.allCases.map(\.name).joined(separator: ", "))]")
        }
        guard let kindName else { return (algorithm, algorithm.usualKind) }
        guard let kind = Checksum.Kind(rawValue: kindName.uppercased()), algorithm.allows(kind) else {
            throw .invalidRequest("The \(kindName) checksum type cannot be used with the \(algorithm.rawValue) checksum algorithm.")
        }
        return (algorithm, kind)
    }

    private func upload(_ id: String, bucket: String, key: String) async throws(S3Error) -> MultipartUpload {
        try await onDisk { store in try Self.upload(id, bucket: bucket, key: key, in: store) }
    }

    /// The upload of an identifier, which has to be one to this key.
    static func upload(_ id: String, bucket: String, key: String, in store: ObjectDirectory) throws -> MultipartUpload {
        guard let upload = try store.multipartUpload(id), upload.bucket == bucket, upload.key.utf8.elementsEqual(key.utf8) else {
            throw store.hasBucket(bucket) ? S3Error.noSuchUpload(id) : S3Error.noSuchBucket(bucket)
        }
        return upload
    }

    private func abortMultipart(bucket: String, key: String, id: String) async throws(S3Error) -> HTTPServerResponse {
        try await onDisk { store in
            let upload = try Self.upload(id, bucket: bucket, key: key, in: store)
            guard try store.removeMultipart(upload.id) else { throw S3Error.noSuchUpload(id) }
        }
        return HTTPServerResponse(status: 204)
    }

    // MARK: Parts

    private func putPart(_ request: S3Request, _ number: Int, of upload: MultipartUpload) async throws(S3Error) -> HTTPServerResponse {
        let plan = try UploadPlan(request, maximumSize: maximumObjectSize)
        if let sent = plan.checksum?.algorithm, let expected = upload.checksum, sent != expected {
            throw .checksumMismatch(expected: expected, actual: sent)
        }
        let metadata = try await receive(request, plan: plan, checksum: upload.checksum ?? plan.checksum?.algorithm) { store in
            guard try store.multipartUpload(upload.id) != nil else { throw S3Error.noSuchUpload(upload.id) }
        } placing: { part, store in
            try Self.place(part, number, of: upload, in: store)
        }
        return Self.answer(to: metadata)
    }

    private func copyPart(_ request: S3Request, _ number: Int, of upload: MultipartUpload) async throws(S3Error) -> HTTPServerResponse {
        let source = try CopySource(request.headers)
        let rangeHeader = request.headers["x-amz-copy-source-range"]
        let (now, maximumSize) = (environment.now(), maximumObjectSize)
        let metadata = try await onDisk { store in
            let object = try source.open(in: store)
            let range = try Self.copiedRange(rangeHeader, size: object.metadata.size)
            guard range.count <= maximumSize else { throw S3Error.entityTooLarge(maximum: maximumSize, proposed: range.count) }
            var part = try store.beginUpload(checksum: upload.checksum)
            try part.append(object, range, pieceSize: Self.pieceSize)
            let digests = part.digests()
            let headers = digests.checksum.map { [ObjectMetadata.Header($0)] } ?? []
            let metadata = try Self.seal(part, digests: digests, headers: headers, at: now)
            try Self.place(part, number, of: upload, in: store)
            return metadata
        }
        return .xml(
            XMLWriter.document("CopyPartResult") { xml in
                xml.element("LastModified", metadata.lastModified.iso8601)
                xml.element("ETag", metadata.etag)
                xml.writeChecksum(of: metadata)
            })
    }

    /// Unlike that of a download, this range must have both ends and lie within the object.
    private static func copiedRange(_ header: String?, size: Int) throws(S3Error) -> Range<Int> {
        guard let header else { return 0..<size }
        let bounds = header.hasPrefix("bytes=") ? header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false) : []
        guard bounds.count == 2, let first = Int(bounds[0]), let last = Int(bounds[1]), first >= 0, first <= last else {
            throw .invalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the "
                    + "first and last bytes to copy", name: "x-amz-copy-source-range", value: header)
        }
        guard last < size else {
            throw .invalidArgument(
                "Range specified is not valid for source object of size: \(size)", name: "x-amz-copy-source-range", value: header)
        }
        return first..<last + 1
    }

    private static func place(_ part: ObjectUpload, _ number: Int, of upload: MultipartUpload, in store: ObjectDirectory) throws {
        do {
            try store.store(part, asPart: number, of: upload.id)
        } catch let error where error.code == ENOENT {
            throw S3Error.noSuchUpload(upload.id)
        }
    }
}
