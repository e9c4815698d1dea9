import Environments
import HTTPMessages
import HTTPServing

/// ListParts and ListMultipartUploads.
extension EmbeddedS3 {
    func listParts(_ request: S3Request, of upload: MultipartUpload) async throws(S3Error) -> HTTPServerResponse {
        let query = request.query
        let limit = try Self.limit(query["max-parts"], name: "max-parts")
        guard let marker = Int(query["part-number-marker"] ?? "0"), marker >= 0 else {
            throw .invalidArgument(
                "part-number-marker must be a number of a part.", name: "part-number-marker", value: query["part-number-marker"])
        }
        let (parts, isTruncated) = try await onDisk { store throws(SystemError) in
            let numbers = try store.partNumbers(of: upload.id).filter { $0 > marker }
            var parts: [(number: Int, metadata: ObjectMetadata)] = []
            for number in numbers.prefix(limit) {
                if let part = try store.part(number, of: upload.id) { parts.append((number, part.metadata)) }
            }
            return (parts, numbers.count > limit)
        }
        return .xml(
            XMLWriter.document("ListPartsResult") { xml in
                xml.element("Bucket", upload.bucket)
                xml.element("Key", upload.key)
                xml.element("UploadId", upload.id)
                Self.writeOwner(to: &xml, as: "Initiator")
                Self.writeOwner(to: &xml)
                xml.element("StorageClass", "STANDARD")
                xml.element("PartNumberMarker", String(marker))
                xml.element("NextPartNumberMarker", String(parts.last?.number ?? 0))
                xml.element("MaxParts", String(limit))
                xml.element("IsTruncated", isTruncated ? "true" : "false")
                if let checksum = upload.checksum {
                    xml.element("ChecksumAlgorithm", checksum.name)
                    xml.element("ChecksumType", upload.checksumKind.rawValue)
                }
                for part in parts {
                    xml.element("Part") { xml in
                        xml.element("PartNumber", String(part.number))
                        xml.element("LastModified", part.metadata.lastModified.iso8601)
                        xml.element("ETag", part.metadata.etag)
                        xml.element("Size", String(part.metadata.size))
                        xml.writeChecksum(of: part.metadata)
                    }
                }
            })
    }

    func listUploads(_ request: S3Request, bucket: String) async throws(S3Error) -> HTTPServerResponse {
        try await requireBucket(bucket)
        let query = request.query
        let (prefix, delimiter) = (query["prefix"] ?? "", query["delimiter"] ?? "")
        let (marker, idMarker) = (query["key-marker"] ?? "", query["upload-id-marker"] ?? "")
        let limit = try Self.limit(query["max-uploads"], name: "max-uploads")
        let encode = try Self.encoding(query)
        let all = try await onDisk { store throws(SystemError) in try store.multipartUploads() }
        let uploads = all.filter { $0.bucket == bucket && $0.key.utf8.starts(with: prefix.utf8) }
        let page = UploadListing(
            uploads: uploads, prefix: prefix, delimiter: delimiter, keyMarker: marker, idMarker: idMarker, limit: limit)
        return .xml(
            XMLWriter.document("ListMultipartUploadsResult") { xml in
                xml.element("Bucket", bucket)
                xml.element("KeyMarker", encode(marker))
                xml.element("UploadIdMarker", idMarker)
                if page.isTruncated, let last = page.last {
                    xml.element("NextKeyMarker", encode(last.key))
                    xml.element("NextUploadIdMarker", last.id)
                }
                if !prefix.isEmpty { xml.element("Prefix", encode(prefix)) }
                if !delimiter.isEmpty { xml.element("Delimiter", encode(delimiter)) }
                if let encoding = query["encoding-type"] { xml.element("EncodingType", encoding) }
                xml.element("MaxUploads", String(limit))
                xml.element("IsTruncated", page.isTruncated ? "true" : "false")
                for upload in page.uploads { Self.write(upload, key: encode(upload.key), to: &xml) }
                for prefix in page.commonPrefixes {
                    xml.element("CommonPrefixes") { $0.element("Prefix", encode(prefix)) }
                }
            })
    }

    private static func write(_ upload: MultipartUpload, key: String, to xml: inout XMLWriter) {
        xml.element("Upload") { xml in
            xml.element("Key", key)
            xml.element("UploadId", upload.id)
            writeOwner(to: &xml, as: "Initiator")
            writeOwner(to: &xml)
            xml.element("StorageClass", "STANDARD")
            xml.element("Initiated", upload.started.iso8601)
            if let checksum = upload.checksum {
                xml.element("ChecksumAlgorithm", checksum.name)
                xml.element("ChecksumType", upload.checksumKind.rawValue)
            }
        }
    }
}
