/// How much time compression may take for a smaller result.
public struct CompressionLevel: Sendable, Hashable {
    /// zlib's number, 1…9.
    let rawValue: Int32

    private init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The fastest; zlib's level 1.
    public static let fastest = CompressionLevel(1)
    /// What most programs use; zlib's level 6.
    public static let balanced = CompressionLevel(6)
    /// The smallest result; zlib's level 9.
    public static let smallest = CompressionLevel(9)
}
