/// The compressions that one side of a call accepts: what it announces in `grpc-accept-encoding`. `identity` always belongs to it.
public struct CompressionSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var bits: UInt8

    /// - Parameter algorithms: what is accepted besides `identity`.
    public init(_ algorithms: some Sequence<CompressionAlgorithm>) {
        bits = Self.bit(.identity)
        for algorithm in algorithms { insert(algorithm) }
    }

    /// What is accepted besides `identity`.
    public init(arrayLiteral algorithms: CompressionAlgorithm...) {
        self.init(algorithms)
    }

    /// Everything that this runtime knows.
    public static let all = CompressionSet(CompressionAlgorithm.allCases)
    /// No compression.
    public static let none = CompressionSet([])

    /// Whether messages of an algorithm are accepted.
    public func contains(_ algorithm: CompressionAlgorithm) -> Bool { bits & Self.bit(algorithm) != 0 }

    /// Accepts an algorithm.
    public mutating func insert(_ algorithm: CompressionAlgorithm) { bits |= Self.bit(algorithm) }

    private static func bit(_ algorithm: CompressionAlgorithm) -> UInt8 { 1 << algorithm.format.rawValue }

    /// Adds what a `grpc-accept-encoding` header names: a list with commas, blanks around its members. A peer may send several such
    /// headers; names that this runtime does not know are passed over.
    mutating func insert(acceptEncoding value: some Collection<UInt8>) {
        for member in value.split(separator: UInt8(ascii: ",")) {
            let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let start = member.firstIndex { !isBlank($0) } ?? member.endIndex
            let name = member[start...].prefix { !isBlank($0) }
            // "gzip x" is no name; neither is a member with parameters, which gRPC does not have.
            guard member[start...].dropFirst(name.count).allSatisfy(isBlank) else { continue }
            if let algorithm = CompressionAlgorithm(name: name) { insert(algorithm) }
        }
    }

    /// The value of a `grpc-accept-encoding` header, such as `identity, deflate, gzip`.
    var acceptEncoding: String {
        CompressionAlgorithm.allCases.filter(contains).map(\.name).joined(separator: ", ")
    }
}
