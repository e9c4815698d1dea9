/// The file formats of pictures.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    /// Lossless; the default of everything drawn here.
    case png
    /// Lossy.
    case jpeg
    /// Lossy.
    case webp

    /// The format of the name that the image API uses (`PNG`, `JPG`, `WEBP`); `nil` for any other.
    init?(apiName: String) {
        switch apiName {
        case "PNG": self = .png
        case "JPG", "JPEG": self = .jpeg
        case "WEBP": self = .webp
        default: return nil
        }
    }

    /// The format of a file name's ending.
    init?(fileExtension: some StringProtocol) {
        switch fileExtension {
        case "png": self = .png
        case "jpg": self = .jpeg
        case "webp": self = .webp
        default: return nil
        }
    }

    var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    var mediaType: String { "image/\(rawValue)" }
}
