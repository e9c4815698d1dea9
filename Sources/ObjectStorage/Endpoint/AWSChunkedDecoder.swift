import Hashing

/// Takes the framing `aws-chunked` off a body that arrives in pieces, and checks the signatures of its chunks where they are signed.
///
/// `<size in hexadecimal>[;chunk-signature=<signature>]\r\n<bytes>\r\n`, the last chunk with size 0, then trailing fields as lines.
struct AWSChunkedDecoder: Sendable {
    private enum State {
        case header
        case data(remaining: Int)
        case dataEnd
        case trailer
    }

    /// The longest line of a chunk's header and the largest trailer, in bytes.
    private static let maximumLine = 1024
    private static let maximumTrailer = 16 * 1024

    private var state = State.header
    private var line: [UInt8] = []
    private var chain: ChunkSignatureChain?
    private let hasSignedTrailer: Bool
    private var expectedSignature = ""
    private var hash = IncrementalSHA256()

    /// - Parameters:
    ///   - chain: where the signatures of the chunks start; `nil` when they are not signed.
    ///   - hasSignedTrailer: whether the trailing fields are signed too.
    init(chain: ChunkSignatureChain?, hasSignedTrailer: Bool) {
        self.chain = chain
        self.hasSignedTrailer = hasSignedTrailer
    }

    /// Takes the next bytes of the body and gives what they contain.
    mutating func decode(_ bytes: [UInt8]) throws(S3Error) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while !rest.isEmpty {
            switch state {
            case .header:
                if let header = try takeLine(&rest) { try begin(header) }
            case .data(let remaining):
                let part = rest.prefix(remaining)
                content += part
                if chain != nil { part.withUnsafeBytes { hash.update($0) } }
                rest = rest.dropFirst(part.count)
                state = part.count < remaining ? .data(remaining: remaining - part.count) : .dataEnd
                if case .dataEnd = state { try checkChunk() }
            case .dataEnd:
                if let end = try takeLine(&rest) {
                    guard end.isEmpty else { throw Self.malformed("a chunk is longer than its size says") }
                    state = .header
                }
            case .trailer:
                line += rest
                rest = []
                guard line.count <= Self.maximumTrailer else { throw Self.malformed("the trailing fields are too long") }
            }
        }
        return content
    }

    /// Ends the body; gives its trailing fields with names in lower case.
    mutating func finish() throws(S3Error) -> [(name: String, value: String)] {
        guard case .trailer = state else { throw .incompleteBody }
        guard let text = String(validating: line, as: UTF8.self) else { throw Self.malformed("the trailing fields are not UTF-8") }
        var fields: [(name: String, value: String)] = []
        var signature: String?
        for line in text.utf8.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw Self.malformed("a trailing field has no colon") }
            let (name, value) = (Substring(parts[0]).lowercased(), String(Substring(parts[1])).filter { $0 != " " })
            if name == "x-amz-trailer-signature" { signature = value } else { fields.append((name, value)) }
        }
        if hasSignedTrailer, var chain {
            let expected = chain.next(trailer: fields.map { "\($0.name):\($0.value)\n" }.joined())
            guard let signature, SigV4.areEqual(signature, expected) else { throw .signatureDoesNotMatch }
        }
        return fields
    }

    /// Takes bytes up to a line feed; gives the line without its end once it is complete.
    private mutating func takeLine(_ bytes: inout ArraySlice<UInt8>) throws(S3Error) -> [UInt8]? {
        let end = bytes.firstIndex(of: 0x0a)
        line += bytes[..<(end ?? bytes.endIndex)]
        guard line.count <= Self.maximumLine else { throw Self.malformed("a line is too long") }
        guard let end else {
            bytes = []
            return nil
        }
        bytes = bytes[(end + 1)...]
        if line.last == 0x0d { line.removeLast() }
        defer { line = [] }
        return line
    }

    private mutating func begin(_ header: [UInt8]) throws(S3Error) {
        let text = String(decoding: header, as: UTF8.self)
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.first, digits.utf8.count <= 15, let size = Int(digits, radix: 16), size >= 0, !digits.hasPrefix("+") else {
            throw Self.malformed("the size of a chunk is not a hexadecimal number")
        }
        if chain != nil {
            let name = "chunk-signature="
            guard parts.count == 2, parts[1].hasPrefix(name) else { throw .signatureDoesNotMatch }
            expectedSignature = String(parts[1].dropFirst(name.count))
        }
        if size > 0 {
            state = .data(remaining: size)
        } else {
            try checkChunk()
            state = .trailer
        }
    }

    private mutating func checkChunk() throws(S3Error) {
        guard let signature = chain?.next(chunkHash: hash.finalize()) else { return }
        guard SigV4.areEqual(signature, expectedSignature) else { throw .signatureDoesNotMatch }
    }

    private static func malformed(_ what: String) -> S3Error {
        .invalidRequest("The aws-chunked body is malformed: \(what).")
    }
}
