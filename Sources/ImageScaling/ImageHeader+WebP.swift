extension ImageHeader {
    /// WebP: the first chunk, the chunk EXIF wherever it is, and whether the picture's own chunk is there to its end (RFC 9649, 2).
    init(webp file: ByteReader) throws(ImageError) {
        let content = 20
        let incomplete = ImageError.damaged(.webp, reason: "the header is incomplete")
        if file.matches("VP8X", at: 12) {
            guard let flags = file[content], let width = file.littleEndian24(at: content + 4),
                let height = file.littleEndian24(at: content + 7)
            else { throw incomplete }
            guard flags & 0x02 == 0 else { throw .unsupported(.webp, feature: "animations") }
            self.init(.webp, width: width + 1, height: height + 1)
            orientation = Self.orientation(in: file)
        } else if file.matches("VP8L", at: 12) {
            guard file[content] == 0x2f, let bits = file.littleEndian32(at: content + 1) else { throw incomplete }
            self.init(.webp, width: bits & 0x3fff + 1, height: bits >> 14 & 0x3fff + 1)
        } else if file.matches("VP8 ", at: 12) {
            guard file.matches([0x9d, 0x01, 0x2a], at: content + 3), let width = file.littleEndian16(at: content + 6),
                let height = file.littleEndian16(at: content + 8)
            else { throw incomplete }
            self.init(.webp, width: width & 0x3fff, height: height & 0x3fff)
        } else {
            throw incomplete
        }
        guard Self.hasPicture(in: file) else { throw .damaged(.webp, reason: "the file ends within the picture") }
    }

    /// Whether the chunk of a picture is complete.
    private static func hasPicture(in file: ByteReader) -> Bool {
        var position = 12
        while let length = file.littleEndian32(at: position + 4) {
            if file.matches("VP8 ", at: position) || file.matches("VP8L", at: position) { return position + 8 + length <= file.count }
            position += 8 + length + length & 1
        }
        return false
    }

    private static func orientation(in file: ByteReader) -> Orientation {
        var position = 12
        while let length = file.littleEndian32(at: position + 4) {
            if file.matches("EXIF", at: position) {
                let exif = file.part(at: position + 8, length: length)
                // Some programs put JPEG's prefix before the TIFF header.
                return Orientation(exif: exif.matches("Exif\0\0", at: 0) ? exif.part(at: 6, length: length) : exif)
            }
            // Chunks begin at even positions.
            position += 8 + length + length & 1
        }
        return .upright
    }
}
