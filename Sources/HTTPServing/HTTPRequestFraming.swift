import HTTPMessages

/// How the end of a request's body is told (RFC 9112, section 6). The library reads the body itself and is lenient; what could mean
/// two things is refused here.
enum HTTPRequestFraming: Equatable {
    /// The body has this many bytes, perhaps 0.
    case length(Int)
    /// The body ends with an empty chunk.
    case chunked
    /// The request is answered 400 with this text.
    case invalid(String)

    init(_ headers: HTTPHeaders) {
        let lengths = headers.values(for: "Content-Length")
        let encodings = headers.values(for: "Transfer-Encoding")
        if !encodings.isEmpty {
            guard encodings.count == 1, HTTPHeaders.areEqual(encodings[0], "chunked") else {
                self = .invalid("the only accepted Transfer-Encoding is chunked\n")
                return
            }
            self = lengths.isEmpty ? .chunked : .invalid("Content-Length and Transfer-Encoding exclude each other\n")
        } else if let first = lengths.first {
            guard lengths.allSatisfy({ $0 == first }), let length = Int(first), length >= 0 else {
                self = .invalid("Content-Length must be one number\n")
                return
            }
            self = .length(length)
        } else {
            self = .length(0)
        }
    }
}
