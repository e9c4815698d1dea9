/// How the messages of one direction of a call are compressed: a value of the `grpc-encoding` header (gRPC "Compression").
public struct CompressionAlgorithm: Sendable, Hashable, CaseIterable, CustomStringConvertible {
    enum Format: UInt8, Sendable {
        case identity
        case deflate
        case gzip
    }

    let format: Format

    private init(_ format: Format) {
        self.format = format
    }

    /// No compression.
    public static let identity = CompressionAlgorithm(.identity)
    /// The zlib format (RFC 1950), which HTTP calls `deflate`; not a bare stream of RFC 1951.
    public static let deflate = CompressionAlgorithm(.deflate)
    /// The gzip format (RFC 1952).
    public static let gzip = CompressionAlgorithm(.gzip)

    /// All that this runtime knows.
    public static let allCases = [identity, deflate, gzip]

    /// The algorithm of a name on the wire; `nil` when this runtime does not know it. Names are compared as they are: gRPC writes them in
    /// lower case.
    public init?(name: some Sequence<UInt8>) {
        guard let known = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
        self = known
    }

    /// The name on the wire.
    public var name: String {
        switch format {
        case .identity: "identity"
        case .deflate: "deflate"
        case .gzip: "gzip"
        }
    }

    /// The name on the wire.
    public var description: String { name }
}
