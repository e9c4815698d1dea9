extension ImageHeader {
    private static let startOfScan: UInt8 = 0xda
    private static let endOfImage: UInt8 = 0xd9

    /// JPEG: the segments up to the first scan, how many scans there are, and whether the file is complete (ITU-T T.81, B.2). libgd takes what
    /// is missing of a file for grey.
    init(jpeg file: ByteReader) throws(ImageError) {
        var position = 2
        var frame: ImageHeader?
        var orientation: Orientation?
        while true {
            guard file[position] == 0xff, let marker = file[position + 1] else {
                throw .damaged(.jpeg, reason: "there is no marker where one must be")
            }
            // Any number of 0xff may stand before a marker.
            if marker == 0xff {
                position += 1
                continue
            }
            guard marker != Self.startOfScan else { break }
            guard Self.hasLength(marker), let length = file.bigEndian16(at: position + 2), length >= 2 else {
                throw .damaged(.jpeg, reason: "a segment before the first scan is malformed")
            }
            let content = file.part(at: position + 4, length: length - 2)
            guard content.count == length - 2 else { throw .damaged(.jpeg, reason: "the file ends within a segment") }
            if Self.isFrame(marker) {
                guard frame == nil, let height = content.bigEndian16(at: 1), let width = content.bigEndian16(at: 3) else {
                    throw .damaged(.jpeg, reason: "the frame header is malformed")
                }
                frame = ImageHeader(.jpeg, width: width, height: height)
            } else if marker == 0xe1, orientation == nil, content.matches("Exif\0\0", at: 0) {
                orientation = Orientation(exif: content.part(at: 6, length: content.count))
            }
            position += 2 + length
        }
        guard var header = frame else { throw .damaged(.jpeg, reason: "there is no frame header before the first scan") }
        header.orientation = orientation ?? .upright
        let (scans, isComplete) = Self.scans(in: file, from: position)
        guard isComplete else { throw .damaged(.jpeg, reason: "the file ends within the picture") }
        header.scans = scans
        self = header
    }

    /// Whether a length follows the marker; those without one have no place before the first scan.
    private static func hasLength(_ marker: UInt8) -> Bool {
        marker >= 0xc0 && !(0xd0...0xd9).contains(marker)
    }

    /// Start of a frame of any process: SOF0…SOF15 without DHT, JPG and DAC.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xc0...0xcf).contains(marker) && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
    }

    /// Counts the scans up to the end of the image. Within the data of a scan, 0xff is followed by zero or the number of a restart.
    private static func scans(in file: ByteReader, from start: Int) -> (count: Int, isComplete: Bool) {
        var count = 0
        var position = start
        while let found = file.first(0xff, from: position), let marker = file[found + 1] {
            switch marker {
            case endOfImage: return (count, true)
            case 0x00, 0xd0...0xd7: position = found + 2
            case 0xff: position = found + 1
            default:
                if marker == startOfScan { count += 1 }
                // Nothing within a segment is a marker, whatever it looks like.
                guard let length = file.bigEndian16(at: found + 2) else { return (count, false) }
                position = found + 2 + length
            }
        }
        return (count, false)
    }
}
