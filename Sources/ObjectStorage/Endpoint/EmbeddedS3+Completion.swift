import Environments
import HTTPMessages
import HTTPServing
import Hashing

/// Making one object of the parts of a multipart upload.
extension EmbeddedS3 {
    /// The parts are put together in a file of their own, which becomes the object in one step; then the upload is removed. Until that step
    /// nothing has happened: a completion that failed, or was interrupted, can be asked for again.
    func completeMultipart(_ request: S3Request, bucket: String, key: String, id: String) async throws(S3Error) -> HTTPServerResponse {
        let parts = try CompletedParts(try await readDocument(request, checksumsIgnored: true))
        let conditions = try CompletionConditions(request.headers)
        let now = environment.now()
        let metadata = try await onDisk { store in
            let upload: MultipartUpload
            do {
                upload = try Self.upload(id, bucket: bucket, key: key, in: store)
            } catch let error as S3Error where error.code == "NoSuchUpload" {
                // A client that did not get the answer asks again: the object is there then, made of just these parts.
                guard let object = try store.object(key, in: bucket), object.metadata.tag == parts.tag else { throw error }
                return object.metadata
            }
            let metadata = try Self.metadata(ofParts: try parts.check(upload, in: store), tag: parts.tag, upload: upload, at: now)
            try conditions.check(metadata)
            let whole = try store.beginFile()
            try parts.append(to: whole, upload, in: store)
            try whole.write(try Self.trailer(of: metadata))
            try Self.place(whole, bucket: bucket, key: key, onlyIfVacant: conditions.onlyIfVacant, in: store)
            try store.removeMultipart(id)
            return metadata
        }
        let location = "http://\(request.headers["Host"] ?? "")/\(bucket)/\(PercentEncoding.encode(key, keeping: "/"))"
        return .xml(
            XMLWriter.document("CompleteMultipartUploadResult") { xml in
                xml.element("Location", location)
                xml.element("Bucket", bucket)
                xml.element("Key", key)
                xml.element("ETag", metadata.etag)
                xml.writeChecksum(of: metadata)
            })
    }

    private static func metadata(
        ofParts parts: [ObjectMetadata], tag: String, upload: MultipartUpload, at now: Timestamp
    ) throws(S3Error) -> ObjectMetadata {
        var headers = upload.headers
        if let algorithm = upload.checksum {
            let sums = parts.compactMap { part in
                part[header: algorithm.header].flatMap { Base64.decode($0) }.map { (checksum: $0, size: part.size) }
            }
            guard sums.count == parts.count, let value = Checksum.ofParts(sums, algorithm, upload.checksumKind) else {
                throw .internalError("a part has no \(algorithm.rawValue) checksum")
            }
            headers.append(ObjectMetadata.Header(name: algorithm.header, value: value))
            headers.append(ObjectMetadata.Header(name: Checksum.kindHeader, value: upload.checksumKind.rawValue))
        }
        return ObjectMetadata(
            size: parts.reduce(0) { $0 + $1.size }, tag: tag, sha256: "", lastModified: now, headers: headers)
    }
}

/// What must hold for an object of parts to be stored.
private struct CompletionConditions: Sendable {
    /// Store only if the key has no object yet.
    let onlyIfVacant: Bool
    private let size: Int?
    private let checksum: (algorithm: Checksum.Algorithm, value: [UInt8]?)?

    init(_ headers: HTTPHeaders) throws(S3Error) {
        onlyIfVacant = try UploadPlan.onlyIfVacant(headers)
        size = headers["x-amz-mp-object-size"].map { Int($0) ?? -1 }
        checksum = try UploadPlan.checksum(headers)
    }

    func check(_ object: ObjectMetadata) throws(S3Error) {
        if let size, size != object.size {
            throw .invalidRequest("The provided 'x-amz-mp-object-size' header does not match what was computed.")
        }
        guard let checksum, let declared = checksum.value, let computed = object[header: checksum.algorithm.header] else { return }
        // A composite checksum may be given without the number of parts.
        guard Base64.encode(declared) == computed.prefix(while: { $0 != "-" }) else { throw .badDigest }
    }
}
