import Environments
import HTTPMessages
import HTTPServing

/// Copying objects, and ranges of them into parts.
extension EmbeddedS3 {
    func copyObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        let source = try CopySource(request.headers)
        let directive = request.headers["x-amz-metadata-directive"] ?? "COPY"
        guard ["COPY", "REPLACE"].contains(directive) else {
            throw .invalidArgument("COPY or REPLACE is accepted.", name: "x-amz-metadata-directive", value: directive)
        }
        let newHeaders = directive == "REPLACE" ? try UploadPlan(request, maximumSize: maximumObjectSize).headers : nil
        if source.bucket == bucket, source.key.utf8.elementsEqual(key.utf8), newHeaders == nil {
            throw .invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.")
        }
        let now = environment.now()
        let metadata = try await onDisk { store in
            let object = try source.open(in: store)
            var upload = try store.beginUpload()
            try upload.append(object, 0..<object.metadata.size, pieceSize: Self.pieceSize)
            let headers = newHeaders ?? object.metadata.headers.filter { $0.name != Checksum.kindHeader && !$0.isCompositeChecksum }
            let metadata = try Self.seal(upload, digests: upload.digests(), headers: headers, at: now)
            try Self.place(upload.file, bucket: bucket, key: key, onlyIfVacant: false, in: store)
            return metadata
        }
        return .xml(
            XMLWriter.document("CopyObjectResult") { xml in
                xml.element("LastModified", metadata.lastModified.iso8601)
                xml.element("ETag", metadata.etag)
            })
    }
}

extension ObjectUpload {
    /// Adds a range of a stored object, a piece at a time.
    mutating func append(_ object: ObjectFile, _ range: Range<Int>, pieceSize: Int) throws(SystemError) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + pieceSize, range.upperBound)
            try append(try object.read(start..<end))
            start = end
        }
    }
}

extension ObjectMetadata.Header {
    /// Whether it is a checksum of checksums of parts, which a copy has not got.
    fileprivate var isCompositeChecksum: Bool {
        name.hasPrefix("x-amz-checksum-") && value.contains("-")
    }
}
