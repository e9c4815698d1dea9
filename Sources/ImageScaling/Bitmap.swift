import CGd

/// The decoded pixels of a picture, on libgd: 24-bit colours and an opacity of 7 bits.
///
/// Not `Sendable`: a bitmap lives within the one call that made it. `image` is a true-colour image that nobody else holds; it is freed exactly
/// once, in `deinit`.
final class Bitmap {
    private let image: gdImagePtr

    let width: Int
    let height: Int

    /// Takes over an image; one with a palette gets a colour of its own for each pixel.
    private init(owning image: gdImagePtr) throws(ImageError) {
        guard gdImagePaletteToTrueColor(image) != 0 else {
            gdImageDestroy(image)
            throw .outOfMemory
        }
        self.image = image
        width = Int(image.pointee.sx)
        height = Int(image.pointee.sy)
    }

    /// A bitmap whose pixels are yet to be set.
    convenience init(width: Int, height: Int) throws(ImageError) {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else { throw .outOfMemory }
        try self.init(owning: image)
    }

    deinit {
        gdImageDestroy(image)
    }

    /// The pixels of a row, `width` of them: opacity reversed in bits 24…30, then red, green and blue.
    func row(_ y: Int) -> UnsafeMutableBufferPointer<Int32> {
        // A true-colour image has `sy` rows of `sx` pixels each, allocated with it.
        UnsafeMutableBufferPointer(start: image.pointee.tpixels?[y], count: width)
    }

    /// Whether there is a pixel through which one sees.
    var hasTransparency: Bool {
        (0..<height).contains { y in row(y).contains { $0 >> 24 != 0 } }
    }
}

// MARK: Files

extension Bitmap {
    /// libgd tells errors to a function of the process; this is done once and never undone. Causes are no news here, as a file either can be
    /// decoded or not.
    private static let silence: Void = gdSetErrorMethod { _, _, _ in }

    /// Decodes a file whose header was read and found small enough.
    static func decode(_ file: [UInt8], header: ImageHeader) throws(ImageError) -> Bitmap {
        _ = silence
        let size = Int32(clamping: file.count)
        // libgd declares the bytes mutable, but only reads them.
        let image = file.withUnsafeBytes { bytes -> gdImagePtr? in
            let data = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            return switch header.format {
            case .png: gdImageCreateFromPngPtr(size, data)
            case .jpeg: gdImageCreateFromJpegPtr(size, data)
            case .webp: gdImageCreateFromWebpPtr(size, data)
            case .gif: gdImageCreateFromGifPtr(size, data)
            }
        }
        guard let image else { throw .damaged(header.format, reason: "its data cannot be decoded") }
        let bitmap = try Bitmap(owning: image)
        guard bitmap.width == header.width, bitmap.height == header.height else {
            throw .damaged(header.format, reason: "it contradicts its header")
        }
        return bitmap
    }

    /// The picture as a file. Of what a format has not, alpha in JPEG and most of it in GIF, the nearest is kept.
    func encoded(as format: ImageFormat) throws(ImageError) -> [UInt8] {
        _ = Self.silence
        var size: Int32 = 0
        let data: UnsafeMutableRawPointer?
        switch format {
        case .png:
            gdImageSaveAlpha(image, hasTransparency ? 1 : 0)
            data = gdImagePngPtrEx(image, &size, 6)
        case .jpeg: data = gdImageJpegPtr(image, &size, 85)
        case .webp: data = gdImageWebpPtrEx(image, &size, 85)
        case .gif: data = try gif(&size)
        }
        guard let data, size > 0 else { throw .outOfMemory }
        defer { gdFree(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(size)))
    }

    /// At most 256 colours, one of which is transparent: that of all pixels that are more transparent than not.
    private func gif(_ size: inout Int32) throws(ImageError) -> UnsafeMutableRawPointer? {
        let isTransparent = hasTransparency
        guard let palette = gdImageCreatePaletteFromTrueColor(image, 1, isTransparent ? 255 : 256) else { throw .outOfMemory }
        defer { gdImageDestroy(palette) }
        if isTransparent {
            let clear = gdImageColorAllocateAlpha(palette, 0, 0, 0, 127)
            guard let pixels = palette.pointee.pixels, clear >= 0 else { throw .outOfMemory }
            gdImageColorTransparent(palette, clear)
            for y in 0..<height {
                for (x, pixel) in row(y).enumerated() where pixel >> 24 > 63 { pixels[y]?[x] = UInt8(truncatingIfNeeded: clear) }
            }
        }
        return gdImageGifPtr(palette, &size)
    }
}
