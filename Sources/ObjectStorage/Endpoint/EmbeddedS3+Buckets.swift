import Environments
import Glibc
import HTTPMessages
import HTTPServing

/// The list of buckets, and operations on one bucket.
extension EmbeddedS3 {
    func answerService(_ request: S3Request) async throws(S3Error) -> HTTPServerResponse {
        guard request.method == "GET" else { throw .methodNotAllowed(request.method) }
        let buckets = try await onDisk { store throws(SystemError) in try store.buckets() }
        return .xml(
            XMLWriter.document("ListAllMyBucketsResult") { xml in
                Self.writeOwner(to: &xml)
                xml.element("Buckets") { xml in
                    for bucket in buckets {
                        xml.element("Bucket") { xml in
                            xml.element("Name", bucket.name)
                            xml.element("CreationDate", bucket.changed.iso8601)
                        }
                    }
                }
            })
    }

    func answerBucket(_ request: S3Request, bucket: String) async throws(S3Error) -> HTTPServerResponse {
        switch request.method {
        case "PUT": return try await createBucket(bucket)
        case "DELETE": return try await deleteBucket(bucket)
        case "HEAD":
            try await requireBucket(bucket)
            return HTTPServerResponse(headers: ["x-amz-bucket-region": region])
        case "POST" where request.query.has("delete"): return try await deleteObjects(request, bucket: bucket)
        case "GET" where request.query.has("location"):
            try await requireBucket(bucket)
            return .xml(Self.location(region == "us-east-1" ? "" : region))
        case "GET" where request.query.has("versioning"):
            try await requireBucket(bucket)
            return .xml(XMLWriter.document("VersioningConfiguration") { _ in })
        case "GET": return try await listObjects(request, bucket: bucket)
        default: throw .methodNotAllowed(request.method)
        }
    }

    static func writeOwner(to xml: inout XMLWriter, as name: String = "Owner") {
        xml.element(name) { xml in
            xml.element("ID", "generia")
            xml.element("DisplayName", "generia")
        }
    }

    private static func location(_ region: String) -> String {
        let empty = XMLWriter.document("LocationConstraint") { _ in }
        return region.isEmpty ? empty : empty.replacing("></LocationConstraint>", with: ">\(region)</LocationConstraint>")
    }

    func requireBucket(_ bucket: String) async throws(S3Error) {
        guard try await onDisk({ store throws(SystemError) in store.hasBucket(bucket) }) else { throw .noSuchBucket(bucket) }
    }

    private func createBucket(_ bucket: String) async throws(S3Error) -> HTTPServerResponse {
        guard try await onDisk({ store throws(SystemError) in try store.createBucket(bucket) }) else {
            throw .bucketAlreadyOwnedByYou(bucket)
        }
        return HTTPServerResponse(headers: ["Location": "/\(bucket)"])
    }

    private func deleteBucket(_ bucket: String) async throws(S3Error) -> HTTPServerResponse {
        let failure: S3Error? = try await onDisk { store throws(SystemError) in
            do throws(SystemError) {
                try store.deleteBucket(bucket)
                return nil
            } catch {
                switch error.code {
                case ENOENT: return .noSuchBucket(bucket)
                case ENOTEMPTY, EEXIST: return .bucketNotEmpty(bucket)
                default: throw error
                }
            }
        }
        if let failure { throw failure }
        return HTTPServerResponse(status: 204)
    }

    // MARK: Deleting several objects

    /// The largest number of objects in one request.
    private static let maximumDeletions = 1000

    private func deleteObjects(_ request: S3Request, bucket: String) async throws(S3Error) -> HTTPServerResponse {
        let document = try await readDocument(request)
        let keys = document.children(named: "Object").map { $0["Key"]?.text ?? "" }
        guard document.name == "Delete", !keys.isEmpty, keys.count <= Self.maximumDeletions else { throw .malformedXML }
        let isQuiet = document["Quiet"]?.text == "true"
        let outcomes: [S3Error?] = try await onDisk { store throws(SystemError) in
            guard store.hasBucket(bucket) else { return [.noSuchBucket(bucket)] }
            return keys.map { key in
                guard (1...ObjectPath.maximumKeyLength).contains(key.utf8.count) else { return .keyTooLong(size: key.utf8.count) }
                do throws(SystemError) {
                    try store.delete(key, in: bucket)
                    return nil
                } catch {
                    return S3Error(disk: error)
                }
            }
        }
        if let failure = outcomes.first, let failure, failure.code == "NoSuchBucket" { throw failure }
        return .xml(
            XMLWriter.document("DeleteResult") { xml in
                for (key, failure) in zip(keys, outcomes) {
                    if let failure {
                        xml.element("Error") { xml in
                            xml.element("Key", key)
                            xml.element("Code", failure.code)
                            xml.element("Message", failure.message)
                        }
                    } else if !isQuiet {
                        xml.element("Deleted") { $0.element("Key", key) }
                    }
                }
            })
    }
}
