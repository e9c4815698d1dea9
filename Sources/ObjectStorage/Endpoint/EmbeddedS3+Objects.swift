import Environments
import EventLoops
import HTTPMessages
import HTTPServing

/// Reading and removing one object.
extension EmbeddedS3 {
    /// Objects up to this size are read in one step; larger ones are read while they are sent, in pieces of this size.
    private static let readSize = 256 * 1024

    func answerObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        switch request.method {
        case "GET", "HEAD": return try await readObject(request, bucket: bucket, key: key)
        case "PUT" where request.headers.contains("x-amz-copy-source"): return try await copyObject(request, bucket: bucket, key: key)
        case "PUT": return try await putObject(request, bucket: bucket, key: key)
        case "DELETE":
            let hasBucket = try await onDisk { store throws(SystemError) in
                guard store.hasBucket(bucket) else { return false }
                try store.delete(key, in: bucket)
                return true
            }
            guard hasBucket else { throw .noSuchBucket(bucket) }
            return HTTPServerResponse(status: 204)
        default: throw .methodNotAllowed(request.method)
        }
    }

    /// The outcome of looking at an object.
    private enum Reading: Sendable {
        case refused(S3Error)
        case notModified(ObjectMetadata)
        /// The object, its part that is wanted, and the bytes of this part unless they are to be read later.
        case content(ObjectFile, ByteRange, [UInt8]?)
    }

    private func readObject(_ request: S3Request, bucket: String, key: String) async throws(S3Error) -> HTTPServerResponse {
        let isHead = request.method == "HEAD"
        let preconditions = Preconditions(request.headers)
        let (rangeHeader, ifRange) = (request.headers["Range"], request.headers["If-Range"])
        let reading: Reading = try await onDisk { store throws(SystemError) in
            guard let object = try store.object(key, in: bucket) else {
                return .refused(store.hasBucket(bucket) ? .noSuchKey(key) : .noSuchBucket(bucket))
            }
            switch preconditions.evaluate(object.metadata) {
            case .fails(let condition): return .refused(.preconditionFailed(condition))
            case .notModified: return .notModified(object.metadata)
            case .holds: break
            }
            let isSameVersion = ifRange.map { $0 == object.metadata.etag || $0 == object.metadata.lastModified.httpDate } ?? true
            let range = ByteRange(isSameVersion ? rangeHeader : nil, size: object.metadata.size)
            switch range {
            case .unsatisfiable: return .refused(.invalidRange(requested: rangeHeader ?? "", size: object.metadata.size))
            case .whole, .part:
                let bounds = range.bounds(size: object.metadata.size)
                return .content(object, range, isHead || bounds.count > Self.readSize ? nil : try object.read(bounds))
            }
        }
        switch reading {
        case .refused(let error): throw error
        case .notModified(let metadata): return HTTPServerResponse(status: 304, headers: Self.validators(of: metadata))
        case .content(let object, let range, let bytes):
            let bounds = range.bounds(size: object.metadata.size)
            var response = HTTPServerResponse(headers: Self.headers(of: object.metadata, for: request))
            if case .part = range {
                response.status = 206
                // A checksum is that of the whole object.
                for algorithm in Checksum.Algorithm.allCases { response.headers.remove(algorithm.header) }
                response.headers.remove(Checksum.kindHeader)
                response.headers.add("Content-Range", "bytes \(bounds.lowerBound)-\(bounds.upperBound - 1)/\(object.metadata.size)")
            }
            if isHead {
                response.headers.add("Content-Length", String(bounds.count))
            } else if let bytes {
                response.body = .bytes(bytes)
            } else {
                response.body = .stream(stream(object, bounds))
            }
            return response
        }
    }

    /// The object stays open while it is sent, so that a newer version of the key does not get into the answer.
    private func stream(_ object: ObjectFile, _ bounds: Range<Int>) -> HTTPResponseStream {
        HTTPResponseStream(length: bounds.count) { [pool] writer in
            var start = bounds.lowerBound
            while start < bounds.upperBound {
                let part = start..<min(start + Self.readSize, bounds.upperBound)
                try await writer.write(try await pool.run { () throws(SystemError) in try object.read(part) })
                start = part.upperBound
            }
        }
    }

    private static func validators(of object: ObjectMetadata) -> HTTPHeaders {
        ["ETag": object.etag, "Last-Modified": object.lastModified.httpDate]
    }

    private static func headers(of object: ObjectMetadata, for request: S3Request) -> HTTPHeaders {
        var headers = validators(of: object)
        headers.add("Accept-Ranges", "bytes")
        headers.add("Content-Type", "binary/octet-stream")
        let wantsChecksum = request.headers["x-amz-checksum-mode"]?.uppercased() == "ENABLED"
        for header in object.headers where wantsChecksum || !header.name.hasPrefix("x-amz-checksum-") {
            headers[header.name] = header.value
        }
        for name in ["Content-Type", "Content-Language", "Expires", "Cache-Control", "Content-Disposition", "Content-Encoding"] {
            if let value = request.query["response-\(name.lowercased())"] { headers[name] = value }
        }
        return headers
    }
}

extension ByteRange {
    /// The part of an object of `size` bytes that is sent; nothing when it is unsatisfiable.
    fileprivate func bounds(size: Int) -> Range<Int> {
        switch self {
        case .whole: 0..<size
        case .part(let bounds): bounds
        case .unsatisfiable: 0..<0
        }
    }
}
