import HTTPMessages
import Hashing

/// The one form of a request that both sides of a signature agree on ("Create a canonical request" of AWS Signature Version 4, with the S3
/// rule that a path is encoded once and never normalised).
struct CanonicalRequest: Sendable {
    /// The payload hash of requests whose body is not part of the signature.
    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    let method: String
    /// The encoded path.
    let path: String
    let query: CanonicalQuery
    /// The signed header fields, in the order of their names.
    let headers: [(name: String, value: String)]
    /// The SHA-256 of the body in hexadecimal, or one of the literals that stand for it.
    let payloadHash: String

    /// - Parameter headers: the header fields to be signed; fields of one name are joined by commas in their order.
    init(method: String, path: String, query: CanonicalQuery, headers: [(name: String, value: String)], payloadHash: String) {
        self.method = method
        self.path = path.isEmpty ? "/" : path
        self.query = query
        self.headers = Self.canonicalHeaders(headers)
        self.payloadHash = payloadHash
    }

    /// The names of the signed header fields, joined by semicolons.
    var signedHeaders: String {
        headers.map(\.name).joined(separator: ";")
    }

    var text: String {
        let fields = headers.map { "\($0.name):\($0.value)\n" }.joined()
        return "\(method)\n\(path)\n\(query.text)\n\(fields)\n\(signedHeaders)\n\(payloadHash)"
    }

    /// What is signed for this request: algorithm, time, scope and the hash of the canonical request.
    func stringToSign(at date: String, scope: CredentialScope) -> String {
        "\(SigV4.algorithm)\n\(date)\n\(scope.text)\n\(Hashing.hex(Hashing.sha256(text)))"
    }

    private static func canonicalHeaders(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        var merged: [String: String] = [:]
        for (name, value) in headers {
            let name = name.lowercased()
            let value = collapsingSpaces(value)
            merged[name] = merged[name].map { "\($0),\(value)" } ?? value
        }
        return merged.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// Removes white space at both ends and makes every run of spaces inside one space.
    private static func collapsingSpaces(_ value: String) -> String {
        value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }
}

/// A query as Signature Version 4 sees it: names and values decoded and encoded again, sorted by name, then by value.
struct CanonicalQuery: Sendable {
    /// The encoded items in the canonical order.
    let items: [(name: String, value: String)]

    /// From plain names and values.
    init(_ items: [(name: String, value: String)]) {
        // Encoded text is ASCII, for which the order of strings is the order of bytes.
        self.items = items.map { (name: PercentEncoding.encode($0.name), value: PercentEncoding.encode($0.value)) }.sorted { $0 < $1 }
    }

    /// From a query as it was sent, without the items called `excluded`; `nil` when it is not percent-encoded UTF-8.
    init?(sent query: String, excluding excluded: String? = nil) {
        guard let decoded = DecodedQuery(query) else { return nil }
        self.init(decoded.items.filter { $0.name != excluded })
    }

    var text: String {
        items.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}
