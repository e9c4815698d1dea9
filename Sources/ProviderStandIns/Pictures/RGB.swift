/// A colour with 8 bits for each of red, green and blue.
struct RGB: Sendable, Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// The colour of a hexadecimal number such as `0xff8000`.
    init(_ hex: UInt32) {
        self.init(UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8), UInt8(truncatingIfNeeded: hex))
    }

    /// This colour with a share (0…1) of `other` mixed in.
    func mixed(with other: RGB, _ share: Double) -> RGB {
        func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8(clamping: Int(Double(a) + (Double(b) - Double(a)) * share)) }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    func lighter(_ share: Double) -> RGB { mixed(with: RGB(0xffffff), share) }
    func darker(_ share: Double) -> RGB { mixed(with: RGB(0x080818), share) }

    /// How light the colour looks, 0…1.
    var lightness: Double { (0.3 * Double(red) + 0.59 * Double(green) + 0.11 * Double(blue)) / 255 }
}
