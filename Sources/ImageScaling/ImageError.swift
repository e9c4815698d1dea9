/// Why a picture is not scaled.
public enum ImageError: Error, Sendable, Hashable {
    /// The file is in none of the formats of ``ImageFormat``.
    case unknownFormat
    /// The file has more bytes than are read.
    case fileTooLarge(bytes: Int, limit: Int)
    /// The picture would have more pixels than are decoded.
    case tooManyPixels(width: Int, height: Int, limits: ImageLimits)
    /// The file breaks its format's rules, or ends early.
    case damaged(ImageFormat, reason: String)
    /// The file is right, but uses something that is not supported.
    case unsupported(ImageFormat, feature: String)
    /// There is not enough memory.
    case outOfMemory
}

extension ImageError: CustomStringConvertible {
    /// The error as a sentence for people.
    public var description: String {
        switch self {
        case .unknownFormat: "the file is no picture (accepted: PNG, JPEG, WebP, GIF)"
        case .fileTooLarge(let bytes, let limit): "the file has \(bytes) bytes (accepted: at most \(limit))"
        case .tooManyPixels(let width, let height, let limits):
            "the picture has \(width)×\(height) pixels (accepted: at most \(limits.pixels) and \(limits.side) on a side)"
        case .damaged(let format, let reason): "the \(format.rawValue.uppercased()) file is damaged: \(reason)"
        case .unsupported(let format, let feature): "\(feature) of \(format.rawValue.uppercased()) files are not supported"
        case .outOfMemory: "not enough memory for the picture"
        }
    }
}

/// What is decoded at most. A file states its dimensions in its first bytes, so that one that would burst the memory is refused unread.
public struct ImageLimits: Sendable, Hashable {
    /// The largest file, in bytes.
    public var bytes: Int
    /// The largest product of width and height.
    public var pixels: Int
    /// The largest width and height, at most 65535: sums of a row are kept in 32 bits.
    public let side: Int
    /// The largest number of scans of a progressive JPEG, each of which costs a pass over all pixels. Cameras and editors write about ten.
    public var scans: Int

    /// - Parameters:
    ///   - bytes: the largest file, in bytes.
    ///   - pixels: the largest product of width and height; decoding takes four bytes for each, PNG files take eight.
    ///   - side: the largest width and height, at most 65535.
    ///   - scans: the largest number of scans of a progressive JPEG.
    public init(bytes: Int = 32 << 20, pixels: Int = 50_000_000, side: Int = 16_384, scans: Int = 64) {
        self.bytes = bytes
        self.pixels = pixels
        self.side = min(side, 65_535)
        self.scans = scans
    }
}
