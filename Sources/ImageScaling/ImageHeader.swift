/// What a file says about its picture before anything is decoded, once it is seen to be there to its end.
public struct ImageHeader: Sendable, Hashable {
    /// The format, whatever the file's name says.
    public let format: ImageFormat
    /// Pixels of a stored row.
    public let width: Int
    /// Stored rows.
    public let height: Int
    var orientation = Orientation.upright
    /// Passes over all pixels that decoding takes.
    var scans = 1

    /// The size as the picture is to be shown.
    var shownSize: (width: Int, height: Int) { orientation.swapsSides ? (height, width) : (width, height) }

    /// Reads the header of a file, holds it against the limits and looks whether the file ends where its picture does.
    /// - Throws: ``ImageError``; what is wrong within the picture's data shows only when it is decoded.
    public init(of file: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) {
        guard file.count <= limits.bytes else { throw .fileTooLarge(bytes: file.count, limit: limits.bytes) }
        let reader = ByteReader(file[...])
        guard let format = ImageFormat(signatureOf: reader) else { throw .unknownFormat }
        self =
            switch format {
            case .png: try ImageHeader(png: reader)
            case .jpeg: try ImageHeader(jpeg: reader)
            case .webp: try ImageHeader(webp: reader)
            case .gif: try ImageHeader(gif: reader)
            }
        guard width > 0, height > 0 else { throw .damaged(format, reason: "a side has no pixels") }
        guard width <= limits.side, height <= limits.side, width * height <= limits.pixels else {
            throw .tooManyPixels(width: width, height: height, limits: limits)
        }
        guard scans <= limits.scans else { throw .unsupported(format, feature: "more than \(limits.scans) scans") }
    }

    init(_ format: ImageFormat, width: Int, height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    /// PNG: the chunk IHDR, the chunk eXIf wherever it is, and whether the chunks up to IEND are there, IDAT among them (ISO/IEC 15948, 5.6).
    private init(png file: ByteReader) throws(ImageError) {
        guard file.bigEndian32(at: 8) == 13, file.matches("IHDR", at: 12), let width = file.bigEndian32(at: 16),
            let height = file.bigEndian32(at: 20)
        else { throw .damaged(.png, reason: "the header is incomplete") }
        self.init(.png, width: width, height: height)
        var position = 8
        var hasData = false
        // A chunk is its length, its type, so many bytes, and a checksum.
        while let length = file.bigEndian32(at: position), file[position + length + 11] != nil {
            if file.matches("IEND", at: position + 4) {
                guard hasData else { break }
                return
            }
            if file.matches("IDAT", at: position + 4) {
                hasData = true
            } else if file.matches("eXIf", at: position + 4) {
                orientation = Orientation(exif: file.part(at: position + 8, length: length))
            }
            position += length + 12
        }
        throw .damaged(.png, reason: "the file ends within the picture")
    }
}
