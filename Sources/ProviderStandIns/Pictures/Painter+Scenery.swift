import Glibc

/// What stands in a landscape, by theme.
extension Painter {
    /// - Parameters:
    ///   - base: the height of the ground as a share of the picture.
    ///   - size: how large and how many.
    mutating func scenery(of theme: Theme, base: Double, size: Double) {
        let count = max(2, Int((width / height * 4.2 * size).rounded()))
        for number in 0..<count {
            // Spread over the width, a little out of step.
            let x = width * (Double(number) + 0.25 + 0.5 * dice.fraction()) / Double(count)
            let y = height * (base + 0.03 * dice.fraction())
            let tall = height * (0.2 + 0.18 * dice.fraction()) * size
            let colour = palette.layer(0.4 + 0.3 * dice.fraction())
            object(of: theme, number, x, y, tall, colour)
        }
    }

    private mutating func object(of theme: Theme, _ number: Int, _ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        switch theme {
        case .mathematics: number % 3 == 1 ? spiral(x, y - tall * 1.3, tall * 0.45) : polyhedron(x, y, tall, colour)
        case .sea: number == 1 ? lighthouse(x, y + tall * 0.1, tall, colour) : boat(x, y + tall * 0.35 * dice.fraction(), tall * 0.7)
        case .forest: number % 2 == 0 ? fir(x, y, tall * 1.2, colour) : tree(x, y, tall, colour)
        case .space: number % 2 == 0 ? planet(x, y - tall * (1 + 0.6 * dice.fraction()), tall * 0.3) : dome(x, y, tall * 0.6, colour)
        case .steampunk:
            number % 2 == 0 ? chimneys(x, y, tall, colour) : gear(x, y - tall * 0.25, tall * 0.4, colour.mixed(with: palette.accent, 0.55))
        case .cyberpunk: tower(x, y, tall * 1.6, colour.darker(0.3), windows: palette.accent, density: 0.5)
        case .fantasy: number % 2 == 0 ? castle(x, y, tall * 1.2, colour) : fir(x, y, tall * 0.8, colour.darker(0.1))
        case .desert: number % 2 == 0 ? pyramid(x, y, tall, colour) : cactus(x, y, tall * 0.5)
        case .ice: crystal(x, y, tall * 1.1, colour)
        case .food: number % 2 == 0 ? cake(x, y, tall * 0.8) : lollipop(x, y, tall)
        case .music: number % 2 == 0 ? note(x, y - tall * 0.5, tall * 0.5) : pipes(x, y, tall, colour)
        case .animals: number % 3 == 0 ? deer(x, y, tall * 0.7, colour) : tree(x, y, tall, colour)
        case .city: tower(x, y, tall * 1.3, colour, windows: palette.glow.mixed(with: palette.accent, 0.3), density: 0.6)
        case .dreams:
            number % 2 == 0
                ? island(x, y - tall * (0.8 + 0.6 * dice.fraction()), tall * 0.6, colour) : balloon(x, y - tall * 1.1, tall * 0.35)
        case .open: number % 3 == 2 ? lantern(x, y - tall * 1.2, tall * 0.28) : house(x, y, tall, colour)
        }
    }

    // MARK: Objects; (x, y) is the middle of the foot, or of the whole for what floats

    private mutating func polyhedron(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let half = tall * 0.4
        let top = (x: x, y: y - tall)
        let middle = (x: x - half * 0.2, y: y - tall * 0.35)
        canvas.polygon([top, (x - half, y - tall * 0.45), (x - half * 0.3, y), middle], colour.lighter(0.28))
        canvas.polygon([top, middle, (x - half * 0.3, y), (x + half, y - tall * 0.4)], colour)
        canvas.polygon([(x - half * 0.3, y), (x + half * 0.5, y), (x + half, y - tall * 0.4)], colour.darker(0.3))
        canvas.path([top, middle, (x - half * 0.3, y)], unit * 0.4, palette.accent)
    }

    private func spiral(_ x: Double, _ y: Double, _ radius: Double) {
        let points = (0..<44).map { step -> (x: Double, y: Double) in
            let angle = Double(step) * 0.36
            let distance = radius * Double(step) / 44
            return (x + cos(angle) * distance, y + sin(angle) * distance)
        }
        canvas.path(points, unit * 0.9, palette.accent)
    }

    private mutating func boat(_ x: Double, _ y: Double, _ tall: Double) {
        let half = tall * 0.45
        canvas.polygon(
            [(x - half, y - tall * 0.2), (x + half, y - tall * 0.2), (x + half * 0.6, y), (x - half * 0.6, y)], palette.ground.darker(0.35))
        canvas.line(x, y - tall * 0.2, x, y - tall, unit * 0.5, palette.ground.darker(0.4))
        let sail = dice.index(below: 2) == 0 ? palette.accent : palette.glow
        canvas.polygon([(x + unit * 0.4, y - tall), (x + half * 0.9, y - tall * 0.28), (x + unit * 0.4, y - tall * 0.28)], sail)
        canvas.polygon(
            [(x - unit * 0.4, y - tall * 0.9), (x - half * 0.7, y - tall * 0.28), (x - unit * 0.4, y - tall * 0.28)], sail.darker(0.15))
    }

    private func lighthouse(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let half = tall * 0.11
        canvas.ellipse(x, y, tall * 0.9, tall * 0.3, palette.ground.darker(0.3))
        canvas.polygon(
            [(x, y - tall * 1.1), (x - tall * 2.2, y - tall * 1.35), (x - tall * 2.2, y - tall * 0.9)],
            palette.bottom.mixed(with: palette.glow, 0.5))
        canvas.polygon([(x - half * 0.7, y - tall), (x + half * 0.7, y - tall), (x + half, y), (x - half, y)], RGB(0xf4efe6))
        for stripe in 0..<3 {
            let top = y - tall * (0.85 - 0.3 * Double(stripe))
            canvas.rectangle(x - half * 0.85, top, half * 1.7, tall * 0.13, palette.accent)
        }
        canvas.rectangle(x - half * 0.6, y - tall * 1.18, half * 1.2, tall * 0.18, palette.glow)
        canvas.polygon(
            [(x - half * 0.9, y - tall * 1.18), (x + half * 0.9, y - tall * 1.18), (x, y - tall * 1.34)], palette.accent.darker(0.3))
    }

    private func fir(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        canvas.rectangle(x - tall * 0.03, y - tall * 0.15, tall * 0.06, tall * 0.15, RGB(0x4a3424))
        for level in 0..<3 {
            let share = Double(level)
            let half = tall * (0.26 - 0.06 * share)
            let foot = y - tall * (0.12 + 0.26 * share)
            canvas.polygon([(x - half, foot), (x + half, foot), (x, foot - tall * 0.42)], colour.lighter(0.06 * share))
        }
    }

    private mutating func tree(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        canvas.polygon(
            [(x - tall * 0.05, y), (x + tall * 0.05, y), (x + tall * 0.025, y - tall * 0.6), (x - tall * 0.025, y - tall * 0.6)],
            RGB(0x5a3e2a))
        let leaves = colour.mixed(with: palette.accent, 0.25 * dice.fraction())
        canvas.circle(x - tall * 0.16, y - tall * 0.6, tall * 0.2, leaves.darker(0.12))
        canvas.circle(x + tall * 0.17, y - tall * 0.62, tall * 0.19, leaves.darker(0.06))
        canvas.circle(x, y - tall * 0.78, tall * 0.25, leaves)
        canvas.circle(x - tall * 0.06, y - tall * 0.84, tall * 0.12, leaves.lighter(0.12))
    }

    private mutating func planet(_ x: Double, _ y: Double, _ radius: Double) {
        let colour = palette.accent.mixed(with: palette.glow, 0.5 * dice.fraction())
        canvas.circle(x, y, radius, colour)
        canvas.ellipse(x - radius * 0.2, y - radius * 0.3, radius * 1.2, radius * 0.4, colour.lighter(0.25))
        canvas.ellipse(x + radius * 0.15, y + radius * 0.35, radius * 1.3, radius * 0.3, colour.darker(0.2))
        canvas.line(x - radius * 1.7, y + radius * 0.35, x + radius * 1.7, y - radius * 0.35, unit * 0.7, palette.glow)
    }

    private func dome(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        canvas.circle(x, y, tall * 0.6, colour.lighter(0.2))
        canvas.rectangle(x - tall * 0.6, y, tall * 1.2, tall * 0.62, colour.darker(0.2))
        canvas.rectangle(x - tall * 0.12, y - tall * 0.22, tall * 0.24, tall * 0.24, palette.glow)
        canvas.line(x, y - tall * 0.6, x, y - tall * 0.95, unit * 0.4, palette.accent)
        canvas.circle(x, y - tall * 0.95, unit * 0.8, palette.accent)
    }

    private mutating func chimneys(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        canvas.rectangle(x - tall * 0.35, y - tall * 0.5, tall * 0.7, tall * 0.5, colour)
        for (number, offset) in [-0.2, 0.05, 0.24].enumerated() {
            let top = y - tall * (0.8 + 0.15 * Double(number % 2))
            canvas.rectangle(x + tall * offset - tall * 0.05, top, tall * 0.1, y - top, colour.darker(0.2))
            for puff in 0..<3 {
                let share = Double(puff)
                canvas.circle(
                    x + tall * (offset + 0.07 * share), top - tall * (0.08 + 0.13 * share), tall * (0.06 + 0.035 * share),
                    palette.bottom.lighter(0.3))
            }
        }
        for number in 0..<3 {
            canvas.rectangle(x - tall * 0.26 + tall * 0.2 * Double(number), y - tall * 0.38, tall * 0.1, tall * 0.16, palette.glow)
        }
    }

    func gear(_ x: Double, _ y: Double, _ radius: Double, _ colour: RGB) {
        for tooth in 0..<10 {
            let angle = Double(tooth) * .pi / 5
            canvas.line(x, y, x + cos(angle) * radius, y + sin(angle) * radius, radius * 0.28, colour)
        }
        canvas.circle(x, y, radius * 0.8, colour)
        canvas.circle(x, y, radius * 0.52, colour.darker(0.25))
        canvas.circle(x, y, radius * 0.2, colour.lighter(0.3))
    }

    private mutating func tower(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB, windows: RGB, density: Double) {
        let half = tall * (0.12 + 0.08 * dice.fraction())
        canvas.rectangle(x - half, y - tall, half * 2, tall + unit * 8, colour)
        canvas.rectangle(x + half * 0.5, y - tall, half * 0.5, tall + unit * 8, colour.darker(0.2))
        if dice.index(below: 2) == 0 {
            canvas.polygon([(x - half, y - tall), (x + half, y - tall), (x, y - tall * 1.15)], colour.darker(0.1))
        }
        let step = unit * 3.4
        var row = y - tall + step
        while row < y {
            var column = x - half + step * 0.5
            while column < x + half - step * 0.4 {
                if dice.fraction() < density { canvas.rectangle(column, row, step * 0.45, step * 0.55, windows) }
                column += step
            }
            row += step
        }
    }

    private func castle(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let stone = colour.mixed(with: RGB(0xb8aca0), 0.45)
        canvas.rectangle(x - tall * 0.3, y - tall * 0.45, tall * 0.6, tall * 0.5, stone)
        for (offset, share) in [(-0.3, 0.75), (0.3, 0.7), (0.0, 1.0)] {
            let half = tall * 0.08
            canvas.rectangle(
                x + tall * offset - half, y - tall * share, half * 2, tall * share + unit * 4, stone.darker(offset == 0 ? 0.05 : 0.15))
            canvas.polygon(
                [
                    (x + tall * offset - half * 1.4, y - tall * share), (x + tall * offset + half * 1.4, y - tall * share),
                    (x + tall * offset, y - tall * (share + 0.25)),
                ],
                palette.accent)
            canvas.rectangle(x + tall * offset - half * 0.3, y - tall * (share - 0.12), half * 0.6, tall * 0.08, palette.glow)
        }
    }

    private func pyramid(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let stone = colour.mixed(with: palette.bottom, 0.3)
        canvas.polygon([(x - tall * 0.8, y + unit * 4), (x, y - tall), (x + tall * 0.8, y + unit * 4)], stone)
        canvas.polygon([(x, y - tall), (x + tall * 0.8, y + unit * 4), (x + tall * 0.2, y + unit * 4)], stone.darker(0.25))
    }

    private func cactus(_ x: Double, _ y: Double, _ tall: Double) {
        let green = RGB(0x4f7a4a).mixed(with: palette.ground, 0.25)
        let thickness = tall * 0.2
        canvas.line(x, y + unit * 4, x, y - tall, thickness, green)
        canvas.path([(x, y - tall * 0.4), (x - tall * 0.35, y - tall * 0.4), (x - tall * 0.35, y - tall * 0.75)], thickness * 0.7, green)
        canvas.path(
            [(x, y - tall * 0.3), (x + tall * 0.32, y - tall * 0.3), (x + tall * 0.32, y - tall * 0.6)], thickness * 0.7, green.darker(0.1))
    }

    private mutating func crystal(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        for part in -1...1 {
            let share = Double(part)
            let high = tall * (1 - 0.35 * abs(share))
            let foot = x + share * tall * 0.2
            let tip = foot + share * tall * 0.16
            let half = tall * 0.13
            let ice = colour.mixed(with: palette.accent, 0.2 * dice.fraction()).lighter(0.25)
            canvas.polygon(
                [(foot - half, y + unit * 3), (foot - half * 0.8, y - high * 0.7), (tip, y - high), (foot, y + unit * 3)], ice.lighter(0.35)
            )
            canvas.polygon([(foot, y + unit * 3), (tip, y - high), (foot + half * 0.9, y - high * 0.65), (foot + half, y + unit * 3)], ice)
        }
    }

    private mutating func cake(_ x: Double, _ y: Double, _ tall: Double) {
        let dough = RGB(0xe8b878)
        for level in 0..<3 {
            let share = Double(level)
            let half = tall * (0.5 - 0.13 * share)
            let top = y - tall * (0.3 + 0.28 * share)
            canvas.rectangle(
                x - half, top, half * 2, tall * 0.3 + (level == 0 ? unit * 4 : 0), level == 1 ? palette.accent.lighter(0.35) : dough)
            for drop in 0..<5 {
                canvas.circle(x - half * 0.8 + half * 0.4 * Double(drop), top + tall * 0.03, tall * 0.07, RGB(0xfff4e4))
            }
        }
        canvas.circle(x, y - tall * 0.95, tall * 0.08, palette.accent)
    }

    private mutating func lollipop(_ x: Double, _ y: Double, _ tall: Double) {
        canvas.line(x, y + unit * 4, x, y - tall * 0.7, unit * 1.2, RGB(0xfaf0e0))
        let colour = dice.index(below: 2) == 0 ? palette.accent : palette.glow.mixed(with: palette.accent, 0.4)
        canvas.circle(x, y - tall * 0.8, tall * 0.24, colour)
        canvas.circle(x, y - tall * 0.8, tall * 0.16, colour.lighter(0.5))
        canvas.circle(x, y - tall * 0.8, tall * 0.08, colour)
    }

    func note(_ x: Double, _ y: Double, _ size: Double) {
        canvas.line(x + size * 0.2, y, x + size * 0.2, y - size, size * 0.1, palette.accent)
        canvas.polygon(
            [
                (x + size * 0.2, y - size), (x + size * 0.65, y - size * 0.7), (x + size * 0.6, y - size * 0.45),
                (x + size * 0.2, y - size * 0.72),
            ], palette.accent)
        canvas.ellipse(x, y, size * 0.5, size * 0.36, palette.accent)
    }

    private func pipes(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        for (number, share) in [0.6, 0.8, 1.0, 0.85, 0.65].enumerated() {
            let left = x + tall * 0.14 * (Double(number) - 2.5)
            canvas.rectangle(left, y - tall * share, tall * 0.11, tall * share + unit * 4, colour.mixed(with: palette.accent, 0.35))
            canvas.rectangle(left, y - tall * share, tall * 0.04, tall * share + unit * 4, colour.mixed(with: palette.glow, 0.5))
            canvas.ellipse(left + tall * 0.055, y - tall * 0.15, tall * 0.07, tall * 0.05, colour.darker(0.5))
        }
    }

    private func deer(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let coat = palette.accent.mixed(with: RGB(0x7a5030), 0.5)
        for offset in [-0.2, -0.12, 0.14, 0.22] {
            canvas.line(x + tall * offset, y - tall * 0.4, x + tall * offset, y + unit * 2, tall * 0.05, coat.darker(0.15))
        }
        canvas.ellipse(x, y - tall * 0.45, tall * 0.6, tall * 0.28, coat)
        canvas.line(x + tall * 0.22, y - tall * 0.5, x + tall * 0.34, y - tall * 0.78, tall * 0.12, coat)
        canvas.ellipse(x + tall * 0.4, y - tall * 0.82, tall * 0.24, tall * 0.14, coat)
        for lean in [-0.12, 0.1] {
            canvas.path(
                [
                    (x + tall * 0.34, y - tall * 0.88), (x + tall * (0.34 + lean), y - tall * 1.1),
                    (x + tall * (0.34 + lean * 2.2), y - tall * 1.2),
                ], unit * 0.5, colour.darker(0.4))
        }
    }

    private mutating func island(_ x: Double, _ y: Double, _ size: Double, _ colour: RGB) {
        canvas.polygon(
            [(x - size, y), (x + size, y), (x + size * 0.35, y + size * 0.7), (x, y + size * 1.1), (x - size * 0.4, y + size * 0.6)],
            colour.darker(0.15))
        canvas.ellipse(x, y, size * 2, size * 0.4, palette.accent.mixed(with: colour, 0.4))
        tree(x - size * 0.3, y, size * 1.1, palette.accent.mixed(with: palette.bottom, 0.3))
    }

    private func balloon(_ x: Double, _ y: Double, _ radius: Double) {
        canvas.line(x - radius * 0.3, y + radius * 0.8, x - radius * 0.15, y + radius * 1.7, unit * 0.3, palette.ground)
        canvas.line(x + radius * 0.3, y + radius * 0.8, x + radius * 0.15, y + radius * 1.7, unit * 0.3, palette.ground)
        canvas.circle(x, y, radius, palette.accent)
        canvas.ellipse(x, y, radius * 1.1, radius * 2, palette.glow)
        canvas.ellipse(x, y, radius * 0.45, radius * 2, palette.accent.darker(0.1))
        canvas.rectangle(x - radius * 0.2, y + radius * 1.6, radius * 0.4, radius * 0.35, palette.ground)
    }

    func lantern(_ x: Double, _ y: Double, _ radius: Double) {
        let sky = palette.top.mixed(with: palette.bottom, y / height)
        canvas.glow(x, y, radius * 1.8, from: sky.mixed(with: palette.glow, 0.15), to: palette.glow.mixed(with: sky, 0.25), steps: 7)
        canvas.ellipse(x, y, radius * 1.3, radius * 1.6, palette.accent)
        canvas.ellipse(x, y, radius * 0.7, radius * 1.5, palette.accent.mixed(with: palette.glow, 0.6))
        canvas.rectangle(x - radius * 0.35, y - radius * 0.95, radius * 0.7, radius * 0.2, palette.ground)
    }

    private mutating func house(_ x: Double, _ y: Double, _ tall: Double, _ colour: RGB) {
        let half = tall * (0.22 + 0.08 * dice.fraction())
        let lean = half * 0.3 * (dice.fraction() - 0.5)
        let wall = colour.mixed(with: palette.bottom, 0.35)
        canvas.polygon(
            [(x - half, y + unit * 4), (x - half + lean, y - tall * 0.65), (x + half + lean, y - tall * 0.65), (x + half, y + unit * 4)],
            wall)
        canvas.polygon(
            [(x - half * 1.25 + lean, y - tall * 0.62), (x + half * 1.25 + lean, y - tall * 0.62), (x + lean * 2, y - tall)],
            palette.accent.mixed(with: colour, 0.35))
        for row in 0..<2 {
            for side in [-0.45, 0.45] {
                let left = x + half * side - half * 0.16 + lean * 0.5
                canvas.rectangle(
                    left, y - tall * (0.5 - 0.27 * Double(row)), half * 0.32, tall * 0.13,
                    dice.index(below: 4) > 0 ? palette.glow : wall.darker(0.4))
            }
        }
    }
}
