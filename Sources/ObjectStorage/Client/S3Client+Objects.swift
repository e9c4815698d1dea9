import Environments
import HTTPClient
import HTTPMessages

/// Operations on objects. Each takes the time for everything; the client's own when `nil`.
extension S3Client {
    /// What the store says about an object; `nil` when there is none.
    /// - Throws: what the store answers.
    public func head(_ key: String, timeout: Duration? = nil) async throws(S3Error) -> ObjectInfo? {
        let answer = try await exchange(S3Call("HEAD", key: key), by: deadline(in: timeout))
        switch answer.status {
        case 200:
            return ObjectInfo(
                key: key, size: answer.headers["Content-Length"].flatMap { Int($0) } ?? 0, etag: answer.entityTag,
                contentType: answer.headers["Content-Type"],
                lastModified: answer.headers["Last-Modified"].flatMap(Timestamp.init(httpDate:)))
        case 404: return nil
        default: throw S3Error(answer: answer)
        }
    }

    /// What the store says about an object.
    /// - Throws: `NoSuchKey` with the message `The specified key does not exist.`, `AccessDenied` with `Access Denied.`, and what else the store
    ///   answers.
    public func stat(_ key: String, timeout: Duration? = nil) async throws(S3Error) -> ObjectInfo {
        guard let info = try await head(key, timeout: timeout) else { throw .noSuchKey(key) }
        return info
    }

    /// The bytes of an object.
    /// - Parameter maximumSize: larger objects fail.
    /// - Throws: `NoSuchKey` and what else the store answers.
    public func get(_ key: String, maximumSize: Int = 64 * 1024 * 1024, timeout: Duration? = nil) async throws(S3Error) -> [UInt8] {
        let answer = try await exchange(S3Call("GET", key: key, maximumSize: maximumSize), by: deadline(in: timeout))
        guard answer.status == 200 else { throw S3Error(answer: answer) }
        return answer.body
    }

    /// The bytes of an object, or `nil` when its entity tag is still `tag` (without quotes).
    /// - Parameter maximumSize: larger objects fail.
    /// - Throws: `NoSuchKey` and what else the store answers.
    public func get(
        _ key: String, unlessStill tag: String, maximumSize: Int = 64 * 1024 * 1024, timeout: Duration? = nil
    ) async throws(S3Error) -> [UInt8]? {
        let call = S3Call("GET", key: key, headers: [("If-None-Match", "\"\(tag)\"")], maximumSize: maximumSize)
        let answer = try await exchange(call, by: deadline(in: timeout))
        if answer.status == 304 { return nil }
        guard answer.status == 200 else { throw S3Error(answer: answer) }
        return answer.body
    }

    /// Stores an object, replacing the one of this key.
    /// - Parameter onlyIfVacant: fail with `PreconditionFailed` when the key has an object; such a request is never repeated.
    /// - Returns: the entity tag without its quotes.
    /// - Throws: what the store answers.
    @discardableResult
    public func put(
        _ key: String, _ bytes: [UInt8], contentType: String? = nil, onlyIfVacant: Bool = false, timeout: Duration? = nil
    ) async throws(S3Error) -> String {
        var headers = contentType.map { [("Content-Type", $0)] } ?? []
        if onlyIfVacant { headers.append(("If-None-Match", "*")) }
        let call = S3Call("PUT", key: key, headers: headers, body: .bytes(bytes), isRepeatable: !onlyIfVacant)
        let answer = try await exchange(call, by: deadline(in: timeout))
        guard (200...299).contains(answer.status) else { throw S3Error(answer: answer) }
        return answer.entityTag
    }

    /// Removes an object; a key without one is fine.
    /// - Throws: what the store answers.
    public func delete(_ key: String, timeout: Duration? = nil) async throws(S3Error) {
        let answer = try await exchange(S3Call("DELETE", key: key), by: deadline(in: timeout))
        guard (200...299).contains(answer.status) else { throw S3Error(answer: answer) }
    }
}

extension HTTPClientResponse {
    /// The entity tag without its quotes; empty when there is none.
    var entityTag: String {
        (headers["ETag"] ?? "").filter { $0 != "\"" }
    }
}
