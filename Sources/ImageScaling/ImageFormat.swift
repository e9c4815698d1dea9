/// The file formats that are scaled. A scaled picture has the format of its original.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    /// Portable Network Graphics, ISO/IEC 15948.
    case png
    /// JPEG, ITU-T T.81; alpha does not exist.
    case jpeg
    /// WebP, RFC 9649, without animations.
    case webp
    /// GIF 89a; of an animation the first picture.
    case gif

    /// The media type, for example `image/png`.
    public var mediaType: String { "image/\(rawValue)" }

    /// The format that the first bytes of a file show, whatever its name says; `nil` for any other.
    init?(signatureOf file: ByteReader) {
        if file.matches([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], at: 0) {
            self = .png
        } else if file.matches([0xff, 0xd8, 0xff], at: 0) {
            self = .jpeg
        } else if file.matches("RIFF", at: 0), file.matches("WEBP", at: 8) {
            self = .webp
        } else if file.matches("GIF87a", at: 0) || file.matches("GIF89a", at: 0) {
            self = .gif
        } else {
            return nil
        }
    }
}
