/// The colours in which a picture is painted: those of its theme, tinted by the prompt and by the light.
struct Palette: Sendable {
    var top: RGB
    var bottom: RGB
    var ground: RGB
    var accent: RGB
    var glow: RGB

    init(for picture: Picture) {
        let hues = Self.hues(of: picture.theme)
        top = RGB(hues.0)
        bottom = RGB(hues.1)
        ground = RGB(hues.2)
        accent = RGB(hues.3)
        glow = RGB(hues.4)
        if let tint = picture.tint { top = top.mixed(with: tint, 0.45) }
        if let wanted = picture.accent { accent = accent.mixed(with: wanted, 0.6) }
        // Two pictures of one theme differ a little in hue.
        let nudge = Seed(picture.variation).derived("hue")
        top = top.mixed(with: RGB(UInt32(truncatingIfNeeded: nudge.value) & 0xffffff), 0.1)
        light(picture.light)
    }

    private mutating func light(_ light: Picture.Light) {
        switch light {
        case .day: break
        case .morning:
            bottom = bottom.mixed(with: RGB(0xfff0d8), 0.4)
            top = top.lighter(0.15)
        case .golden:
            bottom = bottom.mixed(with: RGB(0xffb95a), 0.55)
            glow = glow.mixed(with: RGB(0xffd27a), 0.5)
        case .dusk:
            top = top.mixed(with: RGB(0x3a2466), 0.55)
            bottom = bottom.mixed(with: RGB(0xe0789a), 0.5)
            ground = ground.darker(0.25)
        case .night:
            top = top.mixed(with: RGB(0x070b24), 0.75)
            bottom = bottom.mixed(with: RGB(0x28407a), 0.65)
            ground = ground.darker(0.4)
            glow = glow.mixed(with: RGB(0xe8f0ff), 0.6)
        case .rain:
            top = top.mixed(with: RGB(0x6a7484), 0.55)
            bottom = bottom.mixed(with: RGB(0xc4ccd2), 0.5)
        }
    }

    /// The colour of a layer: 0 is the horizon, 1 the foreground.
    func layer(_ nearness: Double) -> RGB {
        bottom.mixed(with: ground, 0.25 + 0.75 * nearness)
    }

    /// Sky above, sky at the horizon, ground, accent, light.
    private static func hues(of theme: Theme) -> (UInt32, UInt32, UInt32, UInt32, UInt32) {
        switch theme {
        case .mathematics: (0x101b45, 0x7a6ac4, 0x1a2358, 0xf2c14e, 0xfff3c4)
        case .sea: (0x2a7fa8, 0xf6d7a7, 0x0f5f73, 0xff7f5c, 0xfff1cf)
        case .forest: (0x6fae9c, 0xf4f0c2, 0x1f4d36, 0xd98a3d, 0xfff6d0)
        case .space: (0x070a1f, 0x3a2a6b, 0x1b1538, 0xff8fb1, 0xcfe8ff)
        case .steampunk: (0x6b4a3a, 0xe8c08a, 0x3a261c, 0xd08a3a, 0xffe0a0)
        case .cyberpunk: (0x120a2e, 0xb02a7a, 0x0c0a1e, 0x19e3d4, 0xff5fd2)
        case .fantasy: (0x5a6fb0, 0xf3c6b0, 0x2d4a3a, 0xc43a4a, 0xfff0c0)
        case .desert: (0x4a90b8, 0xffd9a0, 0xb8703a, 0x8a3a5a, 0xfff4c0)
        case .ice: (0x3a6aa0, 0xd8f0f8, 0x6fa3c4, 0x7a5acc, 0xffffff)
        case .food: (0xf7b0a0, 0xfff0d0, 0x8a4a3a, 0xe0406a, 0xfff8e0)
        case .music: (0x3a1a5a, 0xe07a8a, 0x1e1038, 0xf6c945, 0xffe0f0)
        case .animals: (0x7ac0cc, 0xf8eab8, 0x4f7a3a, 0xd8743a, 0xfffbe0)
        case .city: (0x4a6a9a, 0xf6c89a, 0x26304a, 0xf0a030, 0xffe9b0)
        case .dreams: (0x4a3a8a, 0xf0b8d8, 0x3a3470, 0x8ae0d8, 0xfff0ff)
        case .open: (0x5a8a9a, 0xf8dcb0, 0x3a4a4a, 0xd0603a, 0xfff0c8)
        }
    }
}
