import CGd

/// A drawing area on libgd: shapes are drawn twice as large with up to 256 colours, and the finished picture is scaled down,
/// which smooths every edge.
///
/// Not `Sendable`: a canvas is drawn by the one function that made it. `image` is freed exactly once, in `deinit`.
final class Canvas {
    /// The size of the finished picture in pixels; coordinates are in this unit.
    let width: Double
    let height: Double
    private let image: gdImagePtr
    private let scale: Int
    private var indices: [RGB: Int32] = [:]

    /// - Returns: `nil` when there is not enough memory.
    init?(width: Int, height: Int) {
        // Pictures of more than a megapixel are sharp enough as they are.
        let scale = width * height <= 1 << 20 ? 2 : 1
        guard let image = gdImageCreate(Int32(width * scale), Int32(height * scale)) else { return nil }
        self.image = image
        self.scale = scale
        self.width = Double(width)
        self.height = Double(height)
    }

    deinit {
        gdImageDestroy(image)
    }

    // MARK: Shapes

    /// Fills the whole area with a gradient from top to bottom.
    func fill(from top: RGB, to bottom: RGB, steps: Int = 56) {
        let rows = Int(image.pointee.sy)
        let columns = Int(image.pointee.sx)
        guard let pixels = image.pointee.pixels else { return }
        for row in 0..<rows {
            let step = row * steps / rows
            let index = UInt8(truncatingIfNeeded: index(of: top.mixed(with: bottom, Double(step) / Double(max(1, steps - 1)))))
            // The rows of a palette image are `sx` bytes each, allocated by gdImageCreate.
            pixels[row]?.update(repeating: index, count: columns)
        }
    }

    /// A filled polygon, by the even-odd rule.
    func polygon(_ points: [(x: Double, y: Double)], _ colour: RGB) {
        guard points.count > 2 else { return }
        let index = index(of: colour)
        let scale = Double(scale)
        let corners = points.map { (x: $0.x * scale, y: $0.y * scale) }
        let top = corners.map(\.y).min() ?? 0
        let bottom = corners.map(\.y).max() ?? 0
        var crossings: [Double] = []
        for row in rows(from: top, to: bottom) {
            let y = Double(row) + 0.5
            crossings.removeAll(keepingCapacity: true)
            var previous = corners[corners.count - 1]
            for corner in corners {
                if (previous.y <= y) != (corner.y <= y) {
                    crossings.append(previous.x + (y - previous.y) / (corner.y - previous.y) * (corner.x - previous.x))
                }
                previous = corner
            }
            crossings.sort()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) { span(row, crossings[pair], crossings[pair + 1], index) }
        }
    }

    /// A filled ellipse around a centre.
    func ellipse(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: RGB) {
        guard width > 0, height > 0 else { return }
        let index = index(of: colour)
        let scale = Double(scale)
        let (x, y) = (x * scale, y * scale)
        let (a, b) = (width * scale / 2, height * scale / 2)
        for row in rows(from: y - b, to: y + b) {
            let share = (Double(row) + 0.5 - y) / b
            let half = a * max(0, 1 - share * share).squareRoot()
            span(row, x - half, x + half, index)
        }
    }

    func circle(_ x: Double, _ y: Double, _ radius: Double, _ colour: RGB) {
        ellipse(x, y, radius * 2, radius * 2, colour)
    }

    /// A filled rectangle from its upper left corner.
    func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: RGB) {
        let index = index(of: colour)
        let scale = Double(scale)
        for row in rows(from: y * scale, to: (y + height) * scale) { span(row, x * scale, (x + width) * scale, index) }
    }

    /// A line of some thickness, with round ends.
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ thickness: Double, _ colour: RGB) {
        let length = ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)).squareRoot()
        guard length > 0 else { return }
        let (dx, dy) = ((y1 - y2) / length * thickness / 2, (x2 - x1) / length * thickness / 2)
        polygon([(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)], colour)
        if thickness > 1.5 {
            circle(x1, y1, thickness / 2, colour)
            circle(x2, y2, thickness / 2, colour)
        }
    }

    /// A line through points.
    func path(_ points: [(x: Double, y: Double)], _ thickness: Double, _ colour: RGB) {
        for (from, to) in zip(points, points.dropFirst()) { line(from.x, from.y, to.x, to.y, thickness, colour) }
    }

    /// Circles one inside the other, from `outer` to `inner`: a glow.
    func glow(_ x: Double, _ y: Double, _ radius: Double, from outer: RGB, to inner: RGB, steps: Int = 8) {
        for step in 0..<steps {
            let share = Double(step) / Double(max(1, steps - 1))
            circle(x, y, radius * (1 - 0.75 * share), outer.mixed(with: inner, share))
        }
    }

    /// The rows of pixels whose middles lie between two heights.
    private func rows(from top: Double, to bottom: Double) -> Range<Int> {
        pixels(from: top, to: bottom, limit: Int(image.pointee.sy))
    }

    /// Fills the pixels of a row whose middles lie between two places. Whole runs of bytes are filled at once, which is many
    /// times faster than libgd's way through a function call for each pixel.
    private func span(_ row: Int, _ left: Double, _ right: Double, _ index: Int32) {
        let run = pixels(from: left, to: right, limit: Int(image.pointee.sx))
        // `row` is within the image, and `run` within a row, which has `sx` bytes.
        guard !run.isEmpty, let pixels = image.pointee.pixels?[row] else { return }
        (pixels + run.lowerBound).update(repeating: UInt8(truncatingIfNeeded: index), count: run.count)
    }

    private func pixels(from start: Double, to end: Double, limit: Int) -> Range<Int> {
        // Cut off before the conversion, so that no coordinate is too large for it.
        let limit = Double(limit)
        let first = Int(min(max((start - 0.5).rounded(.up), 0), limit))
        let last = Int(min(max((end - 0.5).rounded(.up), 0), limit))
        return first..<max(first, last)
    }

    private func index(of colour: RGB) -> Int32 {
        if let index = indices[colour] { return index }
        let index = gdImageColorResolve(image, Int32(colour.red), Int32(colour.green), Int32(colour.blue))
        indices[colour] = index
        return index
    }

    // MARK: The finished picture

    /// The picture in a file format.
    /// - Returns: `nil` when there is not enough memory.
    func encoded(as format: ImageFormat, quality: Int) -> [UInt8]? {
        guard scale > 1 else { return Self.encode(image, format, quality) }
        guard let small = gdImageCreate(Int32(width), Int32(height)) else { return nil }
        defer { gdImageDestroy(small) }
        scaleDown(to: small)
        return Self.encode(small, format, quality)
    }

    /// Averages squares of four pixels. Most squares have one colour and are copied; the colours of the others are found
    /// through a table of 15-bit colours.
    private func scaleDown(to small: gdImagePtr) {
        guard let source = image.pointee.pixels, let target = small.pointee.pixels else { return }
        var table = [Int16](repeating: -1, count: 1 << 15)
        var palette: [(red: Int, green: Int, blue: Int)] = []
        for index in 0..<Int(image.pointee.colorsTotal) {
            let colour = Self.colour(index, of: image)
            palette.append(colour)
            // The small picture has the same colours at the same places.
            gdImageColorAllocate(small, Int32(colour.red), Int32(colour.green), Int32(colour.blue))
        }
        let columns = Int(small.pointee.sx)
        for row in 0..<Int(small.pointee.sy) {
            // Each source row has twice as many pixels as a target row.
            guard let upper = source[2 * row], let lower = source[2 * row + 1], let output = target[row] else { continue }
            var column = 0
            while column < columns {
                // Areas of one colour, most of every picture, are copied four pixels at a time.
                if columns - column >= 4, let colour = Self.onlyColour(upper + 2 * column, lower + 2 * column) {
                    (output + column).update(repeating: colour, count: 4)
                    column += 4
                    continue
                }
                defer { column += 1 }
                let (a, b) = (upper[2 * column], upper[2 * column + 1])
                let (c, d) = (lower[2 * column], lower[2 * column + 1])
                if a == b, c == d, a == c {
                    output[column] = a
                    continue
                }
                let (p, q, r, s) = (palette[Int(a)], palette[Int(b)], palette[Int(c)], palette[Int(d)])
                let red = (p.red + q.red + r.red + s.red) >> 2
                let green = (p.green + q.green + r.green + s.green) >> 2
                let blue = (p.blue + q.blue + r.blue + s.blue) >> 2
                let slot = (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3
                if table[slot] < 0 {
                    table[slot] = Int16(gdImageColorResolve(small, Int32(red), Int32(green), Int32(blue)))
                }
                output[column] = UInt8(truncatingIfNeeded: table[slot])
            }
        }
    }

    /// The colour of two runs of eight pixels, if it is but one. Both runs lie within their rows.
    private static func onlyColour(_ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>) -> UInt8? {
        let pixels = UnsafeRawPointer(upper).loadUnaligned(as: UInt64.self)
        let colour = upper[0]
        guard pixels == UInt64(colour) &* 0x0101_0101_0101_0101 else { return nil }
        return UnsafeRawPointer(lower).loadUnaligned(as: UInt64.self) == pixels ? colour : nil
    }

    private static func colour(_ index: Int, of image: gdImagePtr) -> (red: Int, green: Int, blue: Int) {
        // The palette is a tuple of 256 integers in C; reading through a pointer avoids naming its elements.
        func component(_ path: UnsafeMutableRawPointer?) -> Int {
            path.map { Int($0.load(fromByteOffset: index * MemoryLayout<Int32>.stride, as: Int32.self)) } ?? 0
        }
        let base = UnsafeMutableRawPointer(image)
        return (
            component(MemoryLayout<gdImageStruct>.offset(of: \.red).map { base + $0 }),
            component(MemoryLayout<gdImageStruct>.offset(of: \.green).map { base + $0 }),
            component(MemoryLayout<gdImageStruct>.offset(of: \.blue).map { base + $0 })
        )
    }

    private static func encode(_ image: gdImagePtr, _ format: ImageFormat, _ quality: Int) -> [UInt8]? {
        var size: Int32 = 0
        let data: UnsafeMutableRawPointer?
        switch format {
        case .png: data = gdImagePngPtrEx(image, &size, 2)
        case .jpeg: data = gdImageJpegPtr(image, &size, Int32(quality))
        case .webp:
            gdImagePaletteToTrueColor(image)
            data = gdImageWebpPtrEx(image, &size, Int32(quality))
        }
        guard let data else { return nil }
        defer { gdFree(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(size)))
    }
}
