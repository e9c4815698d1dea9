import Hashing

/// A picture's file name. It carries everything that the picture shows, so that the picture can be drawn whenever it is
/// fetched, also by another process; a checksum tells a real name from a guessed one.
struct PictureLink: Sendable, Hashable {
    let picture: Picture
    let format: ImageFormat
    /// The quality of lossy formats, 20…99.
    let quality: Int

    init(picture: Picture, format: ImageFormat, quality: Int) {
        self.picture = picture
        self.format = format
        self.quality = quality
    }

    /// The name, such as `AQEI….png`.
    var fileName: String {
        let content = [UInt8(clamping: quality)] + picture.encoded
        return "\(Base64.encode(content + Self.checksum(of: content), .urlSafe)).\(format.fileExtension)"
    }

    /// The picture of that name; `nil` for any name that was not made here.
    init?(fileName: String) {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let format = ImageFormat(fileExtension: parts[1]), parts[0].utf8.count < 200,
            let bytes = Base64.decode(parts[0], .urlSafe), bytes.count > Self.checksumLength
        else { return nil }
        let content = Array(bytes.dropLast(Self.checksumLength))
        guard Self.checksum(of: content) == Array(bytes.suffix(Self.checksumLength)),
            let picture = Picture(encoded: Array(content.dropFirst()))
        else { return nil }
        self.init(picture: picture, format: format, quality: Int(content[0]))
    }

    private static let checksumLength = 6

    private static func checksum(of content: [UInt8]) -> [UInt8] {
        Array(Hashing.sha256(Array("generia picture".utf8) + content).prefix(checksumLength))
    }
}
