import Glibc

/// Emblems: a round medal with the sign of the theme.
extension Painter {
    mutating func emblem() {
        canvas.fill(from: palette.top.darker(0.15), to: palette.top.mixed(with: palette.bottom, 0.35))
        let (x, y) = (width / 2, height / 2)
        let radius = unit * 42
        rays(x, y, radius)
        canvas.circle(x, y + unit * 1.2, radius, palette.top.darker(0.5))
        canvas.circle(x, y, radius, palette.accent)
        canvas.circle(x, y, radius * 0.92, palette.accent.darker(0.3))
        let disc = palette.ground.mixed(with: palette.top, 0.4)
        canvas.glow(x, y, radius * 0.87, from: disc.darker(0.1), to: disc.mixed(with: palette.bottom, 0.4), steps: 10)
        ornaments(x, y, radius)
        sign(of: picture.theme, x, y, radius * 0.56)
    }

    private mutating func rays(_ x: Double, _ y: Double, _ radius: Double) {
        let count = 12 + 4 * dice.index(below: 4)
        for ray in 0..<count {
            let angle = Double(ray) * 2 * .pi / Double(count)
            let (left, right) = (angle - 0.07, angle + 0.07)
            canvas.polygon(
                [
                    (x, y), (x + cos(left) * radius * 1.8, y + sin(left) * radius * 1.8),
                    (x + cos(right) * radius * 1.8, y + sin(right) * radius * 1.8),
                ],
                palette.top.mixed(with: palette.bottom, 0.45))
        }
    }

    private mutating func ornaments(_ x: Double, _ y: Double, _ radius: Double) {
        let count = [8, 12, 16, 24][dice.index(below: 4)]
        let isDotted = dice.index(below: 2) == 0
        for number in 0..<count {
            let angle = Double(number) * 2 * .pi / Double(count)
            let (dx, dy) = (cos(angle), sin(angle))
            if isDotted {
                canvas.circle(x + dx * radius * 0.8, y + dy * radius * 0.8, unit * 0.9, palette.glow)
            } else {
                canvas.line(
                    x + dx * radius * 0.76, y + dy * radius * 0.76, x + dx * radius * 0.84, y + dy * radius * 0.84, unit * 0.9, palette.glow
                )
            }
        }
    }

    /// The sign of a theme.
    mutating func sign(of theme: Theme, _ x: Double, _ y: Double, _ size: Double) {
        let (light, dark) = (palette.glow, palette.accent)
        switch theme {
        case .mathematics:
            canvas.path(
                [(x - size * 0.8, y - size * 0.4), (x - size * 0.5, y - size * 0.6), (x + size * 0.8, y - size * 0.6)], size * 0.18, light)
            canvas.path(
                [(x - size * 0.25, y - size * 0.55), (x - size * 0.3, y + size * 0.3), (x - size * 0.5, y + size * 0.7)], size * 0.18, light
            )
            canvas.path(
                [
                    (x + size * 0.3, y - size * 0.55), (x + size * 0.3, y + size * 0.45), (x + size * 0.5, y + size * 0.7),
                    (x + size * 0.75, y + size * 0.55),
                ], size * 0.18, light)
        case .sea:
            canvas.circle(x, y - size * 0.75, size * 0.2, light)
            canvas.circle(x, y - size * 0.75, size * 0.09, dark)
            canvas.line(x, y - size * 0.55, x, y + size * 0.8, size * 0.16, light)
            canvas.line(x - size * 0.4, y - size * 0.3, x + size * 0.4, y - size * 0.3, size * 0.14, light)
            canvas.path(curve(x, y + size * 0.1, size * 0.75, from: 0.1, to: 3.04), size * 0.16, light)
        case .forest, .animals:
            if theme == .animals {
                canvas.ellipse(x, y + size * 0.35, size * 1.0, size * 0.85, light)
                for (dx, dy) in [(-0.65, -0.1), (-0.25, -0.55), (0.25, -0.55), (0.65, -0.1)] {
                    canvas.ellipse(x + size * dx, y + size * dy, size * 0.38, size * 0.5, light)
                }
            } else {
                canvas.rectangle(x - size * 0.1, y + size * 0.4, size * 0.2, size * 0.5, dark)
                for level in 0..<3 {
                    let share = Double(level)
                    let half = size * (0.75 - 0.18 * share)
                    canvas.polygon(
                        [
                            (x - half, y + size * (0.5 - 0.45 * share)), (x + half, y + size * (0.5 - 0.45 * share)),
                            (x, y - size * (0.25 + 0.35 * share)),
                        ], light)
                }
            }
        case .space:
            canvas.circle(x, y, size * 0.55, light)
            canvas.ellipse(x, y + size * 0.1, size * 0.9, size * 0.25, dark)
            canvas.path(
                (0...30).map { step in
                    let angle = Double(step) * 2 * .pi / 30
                    return (x + cos(angle) * size, y + sin(angle) * size * 0.28 - cos(angle) * size * 0.25)
                }, size * 0.09, light.darker(0.1))
        case .steampunk: gear(x, y, size, light.mixed(with: dark, 0.3))
        case .cyberpunk:
            let corners = (0...6).map { corner -> (x: Double, y: Double) in
                let angle = Double(corner) * .pi / 3
                return (x + cos(angle) * size * 0.85, y + sin(angle) * size * 0.85)
            }
            canvas.path(corners, size * 0.12, light)
            for corner in corners.dropLast() { canvas.line(x, y, corner.x, corner.y, size * 0.06, dark) }
            canvas.circle(x, y, size * 0.28, light)
        case .fantasy:
            canvas.polygon(
                [
                    (x - size * 0.8, y + size * 0.5), (x - size * 0.8, y - size * 0.5), (x - size * 0.4, y), (x, y - size * 0.75),
                    (x + size * 0.4, y), (x + size * 0.8, y - size * 0.5), (x + size * 0.8, y + size * 0.5),
                ],
                light)
            for dx in [-0.5, 0, 0.5] { canvas.circle(x + size * dx, y + size * 0.25, size * 0.12, dark) }
        case .desert:
            canvas.circle(x + size * 0.35, y - size * 0.35, size * 0.32, light)
            canvas.polygon(
                [(x - size * 0.9, y + size * 0.6), (x - size * 0.1, y - size * 0.5), (x + size * 0.7, y + size * 0.6)],
                light.mixed(with: dark, 0.35))
            canvas.polygon([(x - size * 0.1, y - size * 0.5), (x + size * 0.7, y + size * 0.6), (x + size * 0.1, y + size * 0.6)], dark)
        case .ice:
            for arm in 0..<6 {
                let angle = Double(arm) * .pi / 3
                let (dx, dy) = (cos(angle), sin(angle))
                canvas.line(x, y, x + dx * size * 0.9, y + dy * size * 0.9, size * 0.1, light)
                for side in [-0.6, 0.6] {
                    canvas.line(
                        x + dx * size * 0.55, y + dy * size * 0.55, x + dx * size * 0.55 + cos(angle + side) * size * 0.3,
                        y + dy * size * 0.55 + sin(angle + side) * size * 0.3, size * 0.08, light)
                }
            }
        case .food:
            canvas.polygon(
                [
                    (x - size * 0.55, y + size * 0.1), (x + size * 0.55, y + size * 0.1), (x + size * 0.38, y + size * 0.85),
                    (x - size * 0.38, y + size * 0.85),
                ], dark)
            for (dx, dy, r) in [(-0.35, 0.0, 0.35), (0.35, 0.0, 0.35), (0.0, -0.2, 0.45)] {
                canvas.circle(x + size * dx, y + size * dy, size * r, light)
            }
            canvas.circle(x, y - size * 0.65, size * 0.16, palette.accent)
        case .music: note(x - size * 0.15, y + size * 0.5, size * 1.2)
        case .city:
            for (dx, tall) in [(-0.6, 0.9), (-0.1, 1.5), (0.4, 1.1)] {
                canvas.rectangle(x + size * dx, y + size * (0.7 - tall), size * 0.38, size * tall, light)
                for row in 0..<3 {
                    canvas.rectangle(x + size * (dx + 0.13), y + size * (0.85 - tall + 0.25 * Double(row)), size * 0.12, size * 0.12, dark)
                }
            }
        case .dreams:
            canvas.circle(x, y, size * 0.8, light)
            canvas.circle(x + size * 0.32, y - size * 0.12, size * 0.68, palette.ground.mixed(with: palette.top, 0.4))
            star(x + size * 0.35, y - size * 0.1, size * 0.3, points: 5, light)
        case .open: star(x, y, size, points: 4 + dice.index(below: 5), light)
        }
    }

    private func star(_ x: Double, _ y: Double, _ radius: Double, points: Int, _ colour: RGB) {
        canvas.polygon(
            (0..<(points * 2)).map { corner in
                let angle = Double(corner) * .pi / Double(points) - .pi / 2
                let distance = corner % 2 == 0 ? radius : radius * 0.45
                return (x + cos(angle) * distance, y + sin(angle) * distance)
            }, colour)
    }

    private func curve(_ x: Double, _ y: Double, _ radius: Double, from start: Double, to end: Double) -> [(x: Double, y: Double)] {
        (0...16).map { step in
            let angle = start + (end - start) * Double(step) / 16
            return (x + cos(angle) * radius, y + sin(angle) * radius)
        }
    }
}
