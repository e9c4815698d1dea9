import CGd
import ImageScaling

/// Files made by libgd.
enum Pictures {
    /// A gradient whose red tells the column and whose green tells the row; `alpha` of libgd, 0 for opaque.
    static func gradient(_ format: ImageFormat, width: Int = 48, height: Int = 36, alpha: Int32 = 0) -> [UInt8] {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else { return [] }
        defer { gdImageDestroy(image) }
        gdImageAlphaBlending(image, 0)
        gdImageSaveAlpha(image, 1)
        for y in 0..<height {
            for x in 0..<width {
                let colour = Int32(255 * x / width) << 16 | Int32(255 * y / height) << 8 | 77
                gdImageSetPixel(image, Int32(x), Int32(y), alpha << 24 | colour)
            }
        }
        var size: Int32 = 0
        let data: UnsafeMutableRawPointer?
        switch format {
        case .png: data = gdImagePngPtr(image, &size)
        case .jpeg: data = gdImageJpegPtr(image, &size, 80)
        case .webp: data = gdImageWebpPtrEx(image, &size, 80)
        case .gif: data = gdImageGifPtr(image, &size)
        }
        guard let data else { return [] }
        defer { gdFree(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(size)))
    }
}
