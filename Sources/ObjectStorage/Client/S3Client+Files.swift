import Glibc
import HTTPClient

/// Objects that go from and to files without passing through memory as a whole. Give large ones the time they need.
extension S3Client {
    /// Stores a file as an object, replacing the one of this key. The signature does not cover the content; compare the entity tag where the way
    /// to the store is not trusted.
    /// - Parameters:
    ///   - path: the file; its size is taken at the start.
    ///   - timeout: the time for everything; the client's own when `nil`.
    /// - Returns: the entity tag without its quotes.
    /// - Throws: `RequestFailed` when the file cannot be read, and what the store answers.
    @discardableResult
    public func upload(
        _ key: String, from path: String, contentType: String? = nil, timeout: Duration? = nil
    ) async throws(S3Error) -> String {
        let headers = contentType.map { [("Content-Type", $0)] } ?? []
        let answer = try await exchange(S3Call("PUT", key: key, headers: headers, body: .file(path: path)), by: deadline(in: timeout))
        guard (200...299).contains(answer.status) else { throw S3Error(answer: answer) }
        return answer.entityTag
    }

    /// Writes an object to a file, which appears with all of its bytes or not at all.
    /// - Parameters:
    ///   - path: the file, replaced when it exists; `path.download` is used on the way.
    ///   - timeout: the time for everything; the client's own when `nil`.
    /// - Throws: `NoSuchKey` and what else the store answers; `RequestFailed` when the file cannot be written.
    public func download(_ key: String, to path: String, timeout: Duration? = nil) async throws(S3Error) {
        let unfinished = "\(path).download"
        let call = S3Call("GET", key: key, maximumSize: .max, destination: unfinished)
        let answer = try await exchange(call, by: deadline(in: timeout))
        guard answer.status == 200 else {
            // The file holds the explanation then.
            defer { unlink(unfinished) }
            let file = try? FileDescriptor(path: unfinished, flags: O_RDONLY)
            let body = try? file?.read(at: 0, count: 64 * 1024)
            throw S3Error(answer: HTTPClientResponse(status: answer.status, headers: answer.headers, body: body ?? []))
        }
        guard rename(unfinished, path) == 0 else {
            let reason = SystemError(call: "rename", code: errno)
            unlink(unfinished)
            throw S3Error(code: S3Error.Code.failed, message: "\(path): \(reason)", status: 0)
        }
    }
}
