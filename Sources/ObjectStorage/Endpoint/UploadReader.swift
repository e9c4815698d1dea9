import HTTPServing

/// The content of an upload's body, without its framing, in pieces large enough to be worth a trip to another thread.
struct UploadReader {
    private let body: HTTPRequestBody
    private let pieceSize: Int
    private var decoder: AWSChunkedDecoder?
    private var remaining: Int
    /// Whether all of the body was read.
    private(set) var isAtEnd = false
    /// The trailing fields, complete at the end.
    private(set) var trailer: [(name: String, value: String)] = []

    /// - Parameter pieceSize: how many bytes to gather before a piece is given, except for the last.
    init(_ body: HTTPRequestBody, plan: UploadPlan, pieceSize: Int) {
        self.body = body
        self.pieceSize = pieceSize
        remaining = plan.length
        switch plan.payload {
        case .unsigned, .hash: decoder = nil
        case .signedChunks(let chain, let hasTrailer): decoder = AWSChunkedDecoder(chain: chain, hasSignedTrailer: hasTrailer)
        case .unsignedChunks: decoder = AWSChunkedDecoder(chain: nil, hasSignedTrailer: false)
        }
    }

    /// The next piece, perhaps empty at the end.
    /// - Throws: `IncompleteBody` when the body ends early or is longer than announced, and what is wrong with its framing.
    mutating func next() async throws(S3Error) -> [UInt8] {
        var piece: [UInt8] = []
        piece.reserveCapacity(min(pieceSize, remaining))
        while piece.count < pieceSize {
            let received: [UInt8]?
            do {
                received = try await body.next()
            } catch {
                throw .incompleteBody
            }
            guard let received else {
                trailer = try decoder?.finish() ?? []
                isAtEnd = true
                break
            }
            let content = try decoder?.decode(received) ?? received
            guard content.count <= remaining else { throw .incompleteBody }
            remaining -= content.count
            piece += content
        }
        return piece
    }
}
