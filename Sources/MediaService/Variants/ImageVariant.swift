/// The smaller copies of a picture that are made. The platform names them (contract, 0.6 and 2.2), but never made any, and says no sizes.
enum ImageVariant: String, Sendable, Hashable, CaseIterable {
    case thumbnail
    case small
    case medium

    /// The side in pixels of the square that the copy fits.
    var side: Int {
        switch self {
        case .thumbnail: 150
        case .small: 320
        case .medium: 640
        }
    }

    /// The names as they are accepted, for messages.
    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
