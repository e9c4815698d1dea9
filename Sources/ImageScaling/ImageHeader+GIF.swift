extension ImageHeader {
    private static let extensionBlock: UInt8 = 0x21
    private static let image: UInt8 = 0x2c

    /// GIF: the blocks up to the end of the first picture (GIF89a, 17–23). libgd takes what is missing of a file for black.
    init(gif file: ByteReader) throws(ImageError) {
        guard let width = file.littleEndian16(at: 6), let height = file.littleEndian16(at: 8), let flags = file[10] else {
            throw .damaged(.gif, reason: "the header is incomplete")
        }
        var position = 13 + Self.lengthOfColours(flags)
        while file[position] == Self.extensionBlock {
            position = try Self.endOfData(in: file, from: position + 2)
        }
        guard file[position] == Self.image, let left = file.littleEndian16(at: position + 1),
            let top = file.littleEndian16(at: position + 3),
            let columns = file.littleEndian16(at: position + 5), let rows = file.littleEndian16(at: position + 7),
            let local = file[position + 9], left + columns <= width, top + rows <= height
        else { throw .damaged(.gif, reason: "there is no picture within the screen") }
        _ = try Self.endOfData(in: file, from: position + 11 + Self.lengthOfColours(local))
        self.init(.gif, width: columns, height: rows)
    }

    /// The bytes of a table of colours that flags announce.
    private static func lengthOfColours(_ flags: UInt8) -> Int {
        flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
    }

    /// The position behind blocks of data, the last of which is empty.
    private static func endOfData(in file: ByteReader, from start: Int) throws(ImageError) -> Int {
        var position = start
        while let length = file[position] {
            position += 1 + Int(length)
            if length == 0 { return position }
        }
        throw .damaged(.gif, reason: "the file ends within a picture")
    }
}
