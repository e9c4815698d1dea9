/// Everything that a picture shows. Drawing it gives the same bytes wherever and whenever it is done.
struct Picture: Sendable, Hashable {
    /// What sort of picture it is.
    enum Kind: UInt8, Sendable, Hashable {
        case landscape
        case emblem
        case portrait
        case scene
    }

    /// The time of day or weather that gives the light.
    enum Light: UInt8, Sendable, Hashable, CaseIterable {
        case day
        case morning
        case golden
        case dusk
        case night
        case rain
    }

    /// How hair falls.
    enum Hair: UInt8, Sendable, Hashable {
        case short
        case straight
        case wavy
        case curly
        case braided
        case tied
    }

    /// A person in the picture.
    struct Person: Sendable, Hashable {
        var hair: RGB
        var eyes: RGB
        var skin: RGB
        var clothes: RGB
        var hairstyle: Hair
        var isFeminine: Bool
        var hasSpectacles: Bool
        var hasFreckles: Bool
        var garment: Garment = .coat
        var adornments: Adornments = []
        /// What the person holds in a scene.
        var item: Item = .nothing
    }

    /// The cut of clothes.
    enum Garment: UInt8, Sendable, Hashable, CaseIterable {
        case coat
        case sweater
        case cloak
        case robe
        case apron
        case waistcoat
    }

    /// What else is seen on a person.
    struct Adornments: OptionSet, Sendable, Hashable {
        let rawValue: UInt8

        static let beard = Adornments(rawValue: 1)
        static let moustache = Adornments(rawValue: 2)
        static let hat = Adornments(rawValue: 4)
        static let cap = Adornments(rawValue: 8)
        static let earrings = Adornments(rawValue: 16)
        static let flower = Adornments(rawValue: 32)
        static let scarf = Adornments(rawValue: 64)
        static let pendant = Adornments(rawValue: 128)
    }

    /// Things to hold that can be told apart.
    enum Item: UInt8, Sendable, Hashable, CaseIterable {
        case nothing
        case lantern
        case paper
        case umbrella
        case box
        case bottle
    }

    var kind: Kind
    var width: Int
    var height: Int
    var theme: Theme
    /// A second theme, whose motifs join those of the first.
    var second: Theme?
    var light: Light
    var setting: Setting
    /// A colour that the prompt asks for, which tints the picture.
    var tint: RGB?
    var accent: RGB?
    var person: Person?
    /// Decides whatever the prompt leaves open.
    var variation: UInt64
}

// MARK: As bytes

extension Picture {
    /// The picture in a few bytes, the same for the same picture.
    var encoded: [UInt8] {
        var bytes: [UInt8] = [
            Self.version, kind.rawValue, UInt8(clamping: width / Self.grain), UInt8(clamping: height / Self.grain), UInt8(theme.number),
            second.map { UInt8($0.number) } ?? 0xff,
            light.rawValue, setting.rawValue,
        ]
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: variation >> UInt64(shift))) }
        Self.append(tint, to: &bytes)
        Self.append(accent, to: &bytes)
        guard let person else { return bytes }
        let flags: UInt8 = (person.isFeminine ? 1 : 0) | (person.hasSpectacles ? 2 : 0) | (person.hasFreckles ? 4 : 0)
        bytes += [person.hairstyle.rawValue, flags, person.garment.rawValue, person.adornments.rawValue, person.item.rawValue]
        for colour in [person.hair, person.eyes, person.skin, person.clothes] { bytes += [colour.red, colour.green, colour.blue] }
        return bytes
    }

    /// The picture that `bytes` stand for; `nil` when they stand for none.
    init?(encoded bytes: [UInt8]) {
        guard bytes.count == 24 || bytes.count == 41, bytes[0] == Self.version, let kind = Kind(rawValue: bytes[1]),
            (1...32).contains(bytes[2]), (1...32).contains(bytes[3]), let theme = Theme(number: Int(bytes[4])),
            let light = Light(rawValue: bytes[6]),
            let setting = Setting(rawValue: bytes[7])
        else { return nil }
        self.kind = kind
        width = Int(bytes[2]) * Self.grain
        height = Int(bytes[3]) * Self.grain
        self.theme = theme
        second = Theme(number: Int(bytes[5]))
        self.light = light
        self.setting = setting
        variation = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        tint = Self.colour(in: bytes[16..<20])
        accent = Self.colour(in: bytes[20..<24])
        guard bytes.count == 41 else { return }
        guard let hairstyle = Hair(rawValue: bytes[24]), let garment = Garment(rawValue: bytes[26]), let item = Item(rawValue: bytes[28])
        else { return nil }
        func colour(_ start: Int) -> RGB { RGB(bytes[start], bytes[start + 1], bytes[start + 2]) }
        person = Person(
            hair: colour(29), eyes: colour(32), skin: colour(35), clothes: colour(38), hairstyle: hairstyle,
            isFeminine: bytes[25] & 1 != 0, hasSpectacles: bytes[25] & 2 != 0, hasFreckles: bytes[25] & 4 != 0,
            garment: garment, adornments: Adornments(rawValue: bytes[27]), item: item)
    }

    private static let version: UInt8 = 2

    /// Widths and heights are multiples of this.
    static let grain = 64
    /// The greatest width and height.
    static let largest = 2048

    private static func append(_ colour: RGB?, to bytes: inout [UInt8]) {
        bytes += colour.map { [1, $0.red, $0.green, $0.blue] } ?? [0, 0, 0, 0]
    }

    private static func colour(in bytes: ArraySlice<UInt8>) -> RGB? {
        let start = bytes.startIndex
        return bytes[start] == 1 ? RGB(bytes[start + 1], bytes[start + 2], bytes[start + 3]) : nil
    }
}

extension Theme {
    /// The theme's place among all themes.
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The theme at that place.
    init?(number: Int) {
        guard let theme = Self.allCases[position: number] else { return nil }
        self = theme
    }
}
