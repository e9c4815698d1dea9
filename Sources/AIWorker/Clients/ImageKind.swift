import GeneriaAPI

/// The four kinds of picture, with their sizes and places (generation flow 5.2).
enum ImageKind: String, Sendable, Hashable, Codable {
    case worldHeader = "world_header"
    case worldIcon = "world_icon"
    case characterAvatar = "character_avatar"
    case postImage = "post_image"

    /// Width and height in pixels: the header is twice as wide as high, everything else is square.
    var size: (width: Int, height: Int) { self == .worldHeader ? (1024, 512) : (512, 512) }

    var mediaType: MediaAPI.MediaType {
        switch self {
        case .worldHeader: .worldHeader
        case .worldIcon: .worldIcon
        case .characterAvatar: .characterAvatar
        case .postImage: .postImage
        }
    }

    /// The enum constant's name in the platform's proto files.
    var mediaTypeName: String { "MEDIA_TYPE_\(rawValue.uppercased())" }
}
