/// How the stored rows and columns of a picture are to be shown: the tag `Orientation` of Exif, with its values.
enum Orientation: Int, Sendable, Hashable {
    case upright = 1
    case mirrored
    case upsideDown
    case mirroredUpsideDown
    case mirroredTurnedLeft
    case turnedRight
    case mirroredTurnedRight
    case turnedLeft

    /// Whether columns are shown as rows.
    var swapsSides: Bool { rawValue >= Orientation.mirroredTurnedLeft.rawValue }

    /// The place in a stored picture of `width` by `height` pixels of what is shown at `x` and `y`.
    func source(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .mirroredUpsideDown: (x, height - 1 - y)
        case .mirroredTurnedLeft: (y, x)
        case .turnedRight: (y, height - 1 - x)
        case .mirroredTurnedRight: (width - 1 - y, height - 1 - x)
        case .turnedLeft: (width - 1 - y, x)
        }
    }
}

extension Orientation {
    private static let tag = 0x0112
    private static let shortType = 3

    /// Reads Exif data: a TIFF header and the entries of its first directory. Whatever cannot be read is upright, as viewers take it.
    init(exif: ByteReader) {
        self = Self.read(exif) ?? .upright
    }

    private static func read(_ exif: ByteReader) -> Orientation? {
        let isBigEndian: Bool
        if exif.matches("MM", at: 0) {
            isBigEndian = true
        } else if exif.matches("II", at: 0) {
            isBigEndian = false
        } else {
            return nil
        }
        guard exif.number(at: 2, size: 2, isBigEndian: isBigEndian) == 42,
            let directory = exif.number(at: 4, size: 4, isBigEndian: isBigEndian),
            let entries = exif.number(at: directory, size: 2, isBigEndian: isBigEndian)
        else { return nil }
        for entry in 0..<entries {
            let start = directory + 2 + 12 * entry
            guard let tag = exif.number(at: start, size: 2, isBigEndian: isBigEndian) else { return nil }
            guard tag == Self.tag else { continue }
            guard exif.number(at: start + 2, size: 2, isBigEndian: isBigEndian) == shortType,
                let value = exif.number(at: start + 8, size: 2, isBigEndian: isBigEndian)
            else { return nil }
            return Orientation(rawValue: value)
        }
        return nil
    }
}
