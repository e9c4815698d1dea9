import Glibc

/// Paints pictures in layers: sky, lights, distance, scenery, ground, people.
struct Painter {
    let picture: Picture
    let canvas: Canvas
    let palette: Palette
    var dice: Dice

    init(_ picture: Picture, on canvas: Canvas) {
        self.picture = picture
        self.canvas = canvas
        palette = Palette(for: picture)
        dice = Dice(Seed(picture.variation))
    }

    var width: Double { canvas.width }
    var height: Double { canvas.height }
    /// A unit that fits the picture: a hundredth of its shorter side.
    var unit: Double { min(width, height) / 100 }

    /// Draws a picture.
    /// - Returns: `nil` when there is not enough memory.
    static func draw(_ picture: Picture, as format: ImageFormat, quality: Int = 90) -> [UInt8]? {
        guard let canvas = Canvas(width: picture.width, height: picture.height) else { return nil }
        var painter = Painter(picture, on: canvas)
        switch picture.kind {
        case .landscape: painter.landscape()
        case .emblem: painter.emblem()
        case .portrait: painter.portrait()
        case .scene: painter.scene()
        }
        return canvas.encoded(as: format, quality: quality)
    }

    // MARK: Landscape

    private mutating func landscape() {
        backdrop(horizon: 0.72)
        scenery(of: picture.theme, base: 0.74, size: 1)
        if let second = picture.second { scenery(of: second, base: 0.8, size: 0.6) }
        foreground(from: 0.84)
    }

    private mutating func scene() {
        if picture.setting == .interior {
            interior()
        } else {
            backdrop(horizon: 0.66)
            if picture.setting == .heights { setting(.heights, ground: height * 0.7) }
            scenery(of: picture.theme, base: 0.68, size: picture.setting == .open ? 0.85 : 0.55)
            if let second = picture.second { scenery(of: second, base: 0.72, size: 0.45) }
            foreground(from: 0.76)
            if picture.setting != .heights { setting(picture.setting, ground: height * 0.78) }
        }
        guard let person = picture.person else { return }
        let x = width * [0.3, 0.38, 0.5, 0.62, 0.7][dice.index(below: 5)]
        figure(
            person, x: x, ground: height * (0.9 + 0.04 * dice.fraction()), tall: height * [0.38, 0.46, 0.56, 0.66][dice.index(below: 4)])
    }

    /// Sky with its lights, and two far ridges.
    private mutating func backdrop(horizon: Double) {
        canvas.fill(from: palette.top, to: palette.bottom)
        if isDark { stars(90, below: horizon) }
        if picture.light != .rain { celestialBody(horizon) }
        if picture.theme == .sea || picture.second == .sea {
            water(from: horizon - 0.04)
        } else {
            ridge(at: horizon - 0.1, roughness: 0.1, palette.layer(0.05))
            ridge(at: horizon - 0.02, roughness: 0.07, palette.layer(0.28))
        }
        clouds(horizon)
        if picture.light == .rain { rain() }
    }

    var isDark: Bool { palette.top.lightness < 0.3 }

    private mutating func stars(_ count: Int, below limit: Double) {
        for _ in 0..<count {
            let brightness = dice.fraction()
            canvas.circle(
                dice.fraction() * width, dice.fraction() * height * limit * 0.9, unit * (0.15 + 0.3 * brightness),
                palette.top.mixed(with: palette.glow, 0.35 + 0.6 * brightness))
        }
    }

    private mutating func celestialBody(_ horizon: Double) {
        let x = width * (0.18 + 0.64 * dice.fraction())
        let y = height * (picture.light == .golden || picture.light == .dusk ? horizon - 0.18 : 0.16 + 0.16 * dice.fraction())
        let radius = unit * (6 + 4 * dice.fraction())
        let sky = palette.top.mixed(with: palette.bottom, y / height)
        canvas.glow(x, y, radius * 2.6, from: sky.mixed(with: palette.glow, 0.05), to: palette.glow.mixed(with: sky, 0.3), steps: 14)
        canvas.circle(x, y, radius, palette.glow)
        if isDark {
            // The night side of a moon.
            canvas.circle(x + radius * 0.4, y - radius * 0.15, radius * 0.82, sky.mixed(with: palette.glow, 0.55))
        }
    }

    private mutating func clouds(_ horizon: Double) {
        for _ in 0..<(picture.light == .rain ? 9 : 2 + dice.index(below: 3)) {
            let x = dice.fraction() * width
            let y = height * (0.1 + 0.35 * dice.fraction())
            let size = unit * (5 + 6 * dice.fraction())
            let colour = palette.top.mixed(with: palette.bottom, y / height).mixed(with: palette.glow, isDark ? 0.12 : 0.45)
            for part in -2...2 {
                let share = Double(part)
                canvas.ellipse(
                    x + share * size * 0.85, y + abs(share) * size * 0.12, size * (2.2 - abs(share) * 0.5), size * (0.9 - abs(share) * 0.2),
                    colour)
            }
        }
    }

    private mutating func rain() {
        let colour = palette.bottom.mixed(with: palette.glow, 0.5)
        for _ in 0..<70 {
            let x = dice.fraction() * width
            let y = dice.fraction() * height
            canvas.line(x, y, x - unit * 1.2, y + unit * 4, unit * 0.25, colour)
        }
    }

    /// A line of hills: a sum of waves.
    mutating func ridge(at level: Double, roughness: Double, _ colour: RGB) {
        let phases = (0..<3).map { _ in dice.fraction() * 6.28 }
        var points: [(x: Double, y: Double)] = [(0, height)]
        let steps = 40
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let wave = sin(share * 5 + phases[0]) + 0.5 * sin(share * 11 + phases[1]) + 0.25 * sin(share * 23 + phases[2])
            points.append((share * width, height * (level - roughness * wave * 0.5)))
        }
        points.append((width, height))
        canvas.polygon(points, colour)
    }

    private mutating func water(from level: Double) {
        let top = palette.bottom.mixed(with: palette.ground, 0.45)
        let bands = 14
        for band in 0..<bands {
            let share = Double(band) / Double(bands)
            canvas.rectangle(
                0, height * (level + (1 - level) * share), width, height * (1 - level) / Double(bands) + 1,
                top.mixed(with: palette.ground, share))
        }
        for _ in 0..<26 {
            let depth = dice.fraction()
            let y = height * (level + 0.02 + (0.96 - level) * depth)
            let length = width * (0.03 + 0.08 * depth)
            let x = dice.fraction() * width
            canvas.line(x, y, x + length, y, unit * (0.2 + 0.4 * depth), top.mixed(with: palette.glow, 0.5 - 0.25 * depth))
        }
    }

    private mutating func foreground(from level: Double) {
        if picture.theme == .sea {
            let sand = palette.bottom.mixed(with: RGB(0xd8b080), 0.7)
            if picture.kind == .scene {
                // Somebody has to stand on it.
                ridge(at: level + 0.1, roughness: 0.03, sand.darker(0.14))
                ridge(at: level + 0.12, roughness: 0.03, sand)
            } else {
                // A strip of shore in a corner.
                let x = width * (dice.index(below: 2) == 0 ? 0.2 : 0.8)
                canvas.ellipse(x, height * 1.06, width * 1.1, height * 0.36, sand.darker(0.12))
                canvas.ellipse(x, height * 1.08, width * 1.08, height * 0.34, sand)
            }
            return
        }
        ridge(at: level + 0.02, roughness: 0.05, palette.layer(0.75))
        ridge(at: level + 0.09, roughness: 0.035, palette.layer(1))
        let blade = palette.layer(1).mixed(with: palette.accent, 0.25)
        for _ in 0..<24 {
            let x = dice.fraction() * width
            let y = height * (level + 0.12 + 0.1 * dice.fraction())
            canvas.line(x, y, x + unit * (dice.fraction() - 0.5) * 2, y - unit * (1.5 + 2 * dice.fraction()), unit * 0.35, blade)
        }
    }
}
