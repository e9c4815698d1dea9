import EventLoops

/// Makes smaller copies of pictures.
public struct ImageScaler: Sendable {
    /// A picture that was scaled.
    public struct Scaled: Sendable, Hashable {
        /// The original's format, which its copies have too.
        public let format: ImageFormat
        /// Pixels of a row of the original as it is shown, that is after turning it as its Exif data say.
        public let width: Int
        /// Rows of the original as it is shown.
        public let height: Int
        /// The copies, one for each size that was asked for, in that order.
        public let copies: [Copy]
    }

    /// A copy that fits a square.
    public struct Copy: Sendable, Hashable {
        /// Pixels of a row.
        public let width: Int
        /// Rows.
        public let height: Int
        /// The file.
        public let bytes: [UInt8]
    }

    /// What is decoded at most.
    public let limits: ImageLimits
    private let pool: BlockingPool

    /// - Parameters:
    ///   - limits: what is decoded at most.
    ///   - simultaneous: how many pictures are worked on at a time; each may take several bytes a pixel of its original.
    public init(limits: ImageLimits = ImageLimits(), simultaneous: Int = 2) {
        self.limits = limits
        pool = BlockingPool(threads: simultaneous, name: "image-scaling")
    }

    /// Makes copies of a picture that fit squares. Aspect and alpha are kept and the orientation of the Exif data is applied; colours are
    /// averaged over areas. Nothing is enlarged: a picture that fits already and is upright is its own copy. Copies carry no metadata.
    /// - Parameters:
    ///   - file: the original, a PNG, JPEG, WebP or GIF.
    ///   - sides: the sides of the squares in pixels, each at least 1.
    /// - Throws: ``ImageError``, before anything is decoded when the file or the picture is too large.
    public func copies(of file: [UInt8], fitting sides: [Int]) async throws(ImageError) -> Scaled {
        let header = try ImageHeader(of: file, limits: limits)
        return try await pool.run { () throws(ImageError) in try Self.copies(of: file, header: header, fitting: sides) }
    }

    private static func copies(of file: [UInt8], header: ImageHeader, fitting sides: [Int]) throws(ImageError) -> Scaled {
        var bitmap = try Bitmap.decode(file, header: header)
        let (width, height) = (bitmap.width, bitmap.height)
        var copies: [Int: Copy] = [:]
        // From the largest to the smallest, each from the one before it: the original is gone through once.
        for side in Set(sides).sorted(by: >) {
            let size = size(of: width, height, fitting: side)
            if size != (width, height) { bitmap = try bitmap.scaledDown(toWidth: size.width, height: size.height) }
            if size == (width, height), header.orientation == .upright {
                copies[side] = Copy(width: width, height: height, bytes: file)
            } else {
                let copy = try bitmap.upright(from: header.orientation)
                copies[side] = Copy(width: copy.width, height: copy.height, bytes: try copy.encoded(as: header.format))
            }
        }
        let shown = header.shownSize
        return Scaled(format: header.format, width: shown.width, height: shown.height, copies: sides.compactMap { copies[$0] })
    }

    /// The largest size of the same aspect that fits a square and is no larger than the original.
    static func size(of width: Int, _ height: Int, fitting side: Int) -> (width: Int, height: Int) {
        let longer = max(width, height)
        guard longer > side else { return (width, height) }
        func scaled(_ length: Int) -> Int { max(1, (length * side + longer / 2) / longer) }
        return (scaled(width), scaled(height))
    }
}
