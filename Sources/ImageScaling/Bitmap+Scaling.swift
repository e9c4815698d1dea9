extension Bitmap {
    /// The picture in fewer pixels, each the average of the area that it covers, weighted by opacity.
    /// - Parameters:
    ///   - width: pixels of a row, 1 to as many as there are.
    ///   - height: rows, 1 to as many as there are.
    func scaledDown(toWidth width: Int, height: Int) throws(ImageError) -> Bitmap {
        let result = try Bitmap(width: width, height: height)
        var sums = [UInt64](repeating: 0, count: 4 * width)
        var rowSums = [UInt32](repeating: 0, count: 4 * width)
        // Lengths are counted in units that are whole for both: a row of the source is `height` of them high, one of the result
        // `self.height`. Thus a row of the source lies in one row of the result or in two.
        var (y, missing) = (0, self.height)
        for sourceY in 0..<self.height {
            sumRow(sourceY, into: &rowSums, columns: width)
            let share = min(height, missing)
            Self.add(rowSums, times: share, to: &sums)
            missing -= share
            guard missing == 0 else { continue }
            result.setRow(y, from: sums, area: UInt64(self.width * self.height))
            y += 1
            missing = self.height
            for index in sums.indices { sums[index] = 0 }
            if share < height {
                Self.add(rowSums, times: height - share, to: &sums)
                missing -= height - share
            }
        }
        return result
    }

    /// Sums up a row in `columns` columns: opacity, and red, green and blue times opacity. A sum is at most 65535 · 127 · 255.
    private func sumRow(_ y: Int, into sums: inout [UInt32], columns: Int) {
        for index in sums.indices { sums[index] = 0 }
        let width = UInt32(self.width)
        let step = UInt32(columns)
        sums.withUnsafeMutableBufferPointer { sums in
            var (slot, missing) = (0, width)
            for pixel in row(y) {
                let bits = UInt32(bitPattern: pixel)
                let opacity = 127 - (bits >> 24 & 127)
                let (red, green, blue) = ((bits >> 16 & 255) * opacity, (bits >> 8 & 255) * opacity, (bits & 255) * opacity)
                var rest = step
                while rest > 0 {
                    let share = min(rest, missing)
                    sums[slot] += opacity * share
                    sums[slot + 1] += red * share
                    sums[slot + 2] += green * share
                    sums[slot + 3] += blue * share
                    rest -= share
                    missing -= share
                    guard missing == 0 else { continue }
                    slot += 4
                    missing = width
                }
            }
        }
    }

    private static func add(_ row: [UInt32], times factor: Int, to sums: inout [UInt64]) {
        let factor = UInt64(factor)
        for index in sums.indices { sums[index] += UInt64(row[index]) * factor }
    }

    private func setRow(_ y: Int, from sums: [UInt64], area: UInt64) {
        let pixels = row(y)
        for x in 0..<width {
            let weight = sums[4 * x]
            guard weight > 0 else {
                pixels[x] = 127 << 24
                continue
            }
            let opacity = (weight + area / 2) / area
            let red = (sums[4 * x + 1] + weight / 2) / weight
            let green = (sums[4 * x + 2] + weight / 2) / weight
            let blue = (sums[4 * x + 3] + weight / 2) / weight
            pixels[x] = Int32(truncatingIfNeeded: (127 - opacity) << 24 | red << 16 | green << 8 | blue)
        }
    }

    /// The picture turned and mirrored so that it is upright.
    func upright(from orientation: Orientation) throws(ImageError) -> Bitmap {
        guard orientation != .upright else { return self }
        let result = orientation.swapsSides ? try Bitmap(width: height, height: width) : try Bitmap(width: width, height: height)
        for y in 0..<result.height {
            let target = result.row(y)
            for x in 0..<result.width {
                let source = orientation.source(x: x, y: y, width: width, height: height)
                target[x] = row(source.y)[source.x]
            }
        }
        return result
    }
}
