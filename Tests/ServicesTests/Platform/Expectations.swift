import Environments
import ProtoRuntime
import Testing

/// Expects a call to fail with a status and exactly this text.
func expectFailure<Value>(
    _ code: StatusCode, _ message: String, sourceLocation: SourceLocation = #_sourceLocation, _ call: () async throws -> Value
) async {
    do {
        let value = try await call()
        Issue.record("OK with \(value) instead of \(code): \(message)", sourceLocation: sourceLocation)
    } catch let error as RPCError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.message == message, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error) instead of \(code): \(message)", sourceLocation: sourceLocation)
    }
}

/// Whether a text is an RFC 3339 time of whole seconds in UTC within 2 s of now.
func isNow(_ text: String) -> Bool {
    guard let time = Timestamp(rfc3339: text), text.utf8.count == 20, text.hasSuffix("Z") else { return false }
    return abs(time.seconds - SystemClock().now().seconds) <= 2
}

/// Whether a number of seconds since 1970 is within 2 s of `offset` seconds from now.
func isNow(plus offset: Int64, _ seconds: Int64) -> Bool {
    abs(seconds - SystemClock().now().seconds - offset) <= 2
}

/// Whether a text is a UUID in canonical form.
func isCanonical(_ text: String) -> Bool { Identifier(parsing: text)?.canonical == text }

/// Whether a text is 32 lower-case hexadecimal digits.
func isHex32(_ text: String) -> Bool { Identifier(parsing: text)?.hex == text }

/// A URL taken apart as text, nothing decoded.
struct URLParts {
    let path: String
    let query: [(name: String, value: String)]

    init(_ url: String) {
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        // `http://host/bucket/key`: the path without scheme, host and bucket.
        path = parts[0].split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false).last.map(String.init) ?? ""
        query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (pair[0], pair.count > 1 ? pair[1] : "")
        }
    }

    subscript(name: String) -> String? { query.first { $0.name == name }?.value }
}
