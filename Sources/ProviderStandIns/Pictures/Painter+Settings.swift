import Glibc

/// Where a scene takes place.
extension Picture {
    /// The kinds of places that can be told apart.
    enum Setting: UInt8, Sendable, Hashable, CaseIterable {
        case open
        case interior
        case market
        case bridge
        case garden
        case tower
        case water
        case street
        case heights
    }
}

extension Picture.Setting {
    /// The setting that a word in small letters means; `nil` when it means none.
    static func named(_ word: String) -> Picture.Setting? {
        stems.first { $0.stems.contains { word.hasPrefix($0) } }?.setting
    }

    private static let stems: [(setting: Picture.Setting, stems: [String])] = [
        (
            .interior,
            [
                "café", "cafe", "tavern", "inn", "librar", "archive", "museum", "theatre", "tearoom", "teahouse", "workshop", "office",
                "hall",
                "temple", "bakery", "bar", "vault", "kitchen", "room", "ballroom", "cellar", "bath", "school", "corridor", "factory",
            ]
        ),
        (.market, ["market", "bazaar", "stall", "exchange", "arcade", "fair"]), (.bridge, ["bridge", "skybridge"]),
        (.garden, ["garden", "orchard", "park", "meadow", "clearing", "field", "terrace", "courtyard", "yard", "oasis"]),
        (.tower, ["tower", "lighthouse", "observator", "castle", "dome", "organ", "chimney", "oven"]),
        (.water, ["coast", "harbour", "port", "pier", "quay", "canal", "lake", "bay", "spring", "fjord", "shore", "well", "dock"]),
        (
            .street,
            ["street", "lane", "square", "plaza", "alley", "row", "stair", "quarter", "station", "stop", "gate", "corner", "house", "barn"]
        ),
        (.heights, ["mountain", "hill", "cliff", "moor", "plain", "dune", "steppe", "cave", "ridge"]),
    ]
}

extension Painter {
    /// What makes the place of a scene, drawn behind the people.
    mutating func setting(_ setting: Picture.Setting, ground: Double) {
        switch setting {
        case .open, .interior: break
        case .market: market(ground)
        case .bridge: bridge(ground)
        case .garden: garden(ground)
        case .tower: landmark(ground)
        case .water: jetty(ground)
        case .street: street(ground)
        case .heights: peaks(ground)
        }
    }

    /// A room: wall, window with the world outside, shelves, a hanging lamp, a floor.
    mutating func interior() {
        // Rooms differ in the colour of their walls, in the window, and in the side on which it is.
        let isMirrored = dice.index(below: 2) == 0
        let (width, height) = (width, height)
        func across(_ share: Double) -> Double { width * (isMirrored ? 1 - share : share) }
        let paint = [palette.bottom, palette.top, palette.accent][dice.index(below: 3)]
        let wall = palette.ground.mixed(with: paint, 0.35)
        canvas.fill(from: wall.darker(0.3), to: wall)
        let half = width * (0.14 + 0.07 * dice.fraction())
        window(x: across(0.58 + 0.1 * dice.fraction()), y: height * 0.36, half: half, tall: height * (0.42 + 0.1 * dice.fraction()))
        shelves(x: across(0.19) - width * 0.13, y: height * 0.2, wide: width * 0.26, wall)
        let floor = palette.ground.mixed(with: RGB(0x6a4630), 0.5)
        canvas.rectangle(0, height * 0.74, width, height * 0.26, floor)
        for plank in 1..<6 {
            let y = height * (0.74 + 0.26 * Double(plank * plank) / 30)
            canvas.line(0, y, width, y, unit * 0.3, floor.darker(0.3))
        }
        canvas.rectangle(0, height * 0.725, width, height * 0.02, floor.darker(0.35))
        framedSign(x: across(0.19), y: height * 0.62, wall)
        let x = across(0.34 + 0.06 * dice.fraction())
        canvas.line(x, 0, x, height * 0.12, unit * 0.4, wall.darker(0.6))
        canvas.glow(
            x, height * 0.15, unit * 9, from: wall.darker(0.2).mixed(with: palette.glow, 0.06), to: wall.mixed(with: palette.glow, 0.5),
            steps: 12)
        canvas.polygon(
            [(x - unit * 6, height * 0.15), (x + unit * 6, height * 0.15), (x + unit * 2, height * 0.1), (x - unit * 2, height * 0.1)],
            palette.accent)
        canvas.circle(x, height * 0.155, unit * 2, palette.glow)
        table(x: width * (0.2 + 0.6 * dice.fraction()), y: height * 0.72)
    }

    private mutating func window(x: Double, y: Double, half: Double, tall: Double) {
        let frame = palette.ground.darker(0.4)
        canvas.rectangle(x - half - unit * 2, y - tall * 0.3, half * 2 + unit * 4, tall * 0.86, frame)
        canvas.circle(x, y - tall * 0.3, half + unit * 2, frame)
        // The sky in bands, arched above, with a piece of the land.
        let bands = 90
        for band in 0..<bands {
            let share = Double(band) / Double(bands)
            let top = y - tall * 0.3 - half + (tall * 0.83 + half) * share
            let depth = y - tall * 0.3 - top
            let reach = depth > 0 ? max(0, half * half - depth * depth).squareRoot() : half
            canvas.rectangle(
                x - reach, top, reach * 2, (tall * 0.83 + half) / Double(bands) + 1, palette.top.mixed(with: palette.bottom, share))
        }
        canvas.circle(x + half * 0.35, y - tall * 0.2, half * 0.22, palette.glow)
        canvas.polygon(
            [
                (x - half, y + tall * 0.53), (x - half, y + tall * 0.3), (x - half * 0.3, y + tall * 0.14),
                (x + half * 0.2, y + tall * 0.32),
                (x + half * 0.6, y + tall * 0.2), (x + half, y + tall * 0.36), (x + half, y + tall * 0.53),
            ], palette.layer(0.6))
        canvas.rectangle(x - unit * 0.6, y - tall * 0.3 - half, unit * 1.2, tall * 0.83 + half, frame)
        canvas.rectangle(x - half, y - tall * 0.02, half * 2, unit * 1.2, frame)
    }

    private mutating func shelves(x: Double, y: Double, wide: Double, _ wall: RGB) {
        for shelf in 0..<3 {
            let level = y + height * 0.15 * Double(shelf)
            var left = x
            while left < x + wide - unit * 2 {
                let thick = unit * (1.2 + 1.6 * dice.fraction())
                let tall = height * (0.05 + 0.06 * dice.fraction())
                if dice.index(below: 6) > 0 {
                    let hue = [palette.accent, palette.glow, palette.top, palette.bottom][dice.index(below: 4)]
                    canvas.rectangle(left, level - tall, thick, tall, hue.mixed(with: wall, 0.3))
                } else {
                    canvas.circle(left + unit * 2, level - unit * 2, unit * 2, palette.accent.lighter(0.2))
                    left += unit * 2.5
                }
                left += thick + unit * 0.3
            }
            canvas.rectangle(x - unit, level, wide + unit * 2, unit * 1.2, wall.darker(0.5))
        }
    }

    private mutating func framedSign(x: Double, y: Double, _ wall: RGB) {
        let (half, tall) = (width * 0.09, height * 0.075)
        canvas.rectangle(x - half - unit, y - tall - unit, half * 2 + unit * 2, tall * 2 + unit * 2, palette.accent.darker(0.25))
        canvas.rectangle(x - half, y - tall, half * 2, tall * 2, wall.darker(0.45))
        sign(of: picture.theme, x, y, tall * 0.75)
    }

    private func table(x: Double, y: Double) {
        let wood = RGB(0x7a4e30).mixed(with: palette.ground, 0.3)
        canvas.rectangle(x - unit * 1, y, unit * 2, height * 0.13, wood.darker(0.3))
        canvas.ellipse(x, y + height * 0.13, unit * 12, unit * 2.5, wood.darker(0.4))
        canvas.ellipse(x, y, unit * 26, unit * 5, wood.darker(0.2))
        canvas.ellipse(x, y - unit * 0.6, unit * 26, unit * 5, wood)
        canvas.rectangle(x - unit * 5, y - unit * 4, unit * 3.4, unit * 3.4, palette.accent)
        canvas.ellipse(x + unit * 4, y - unit * 1.2, unit * 7, unit * 1.8, palette.glow)
    }

    private mutating func market(_ ground: Double) {
        let count = max(3, Int(width / height * 3.4))
        for number in 0..<count {
            let wide = width / Double(count)
            let x = wide * Double(number) + wide * 0.12
            let top = ground - height * (0.22 + 0.05 * dice.fraction())
            let board = palette.layer(0.8)
            for side in [x, x + wide * 0.72] { canvas.rectangle(side, top, unit * 0.9, ground - top, board.darker(0.2)) }
            canvas.rectangle(x, ground - height * 0.09, wide * 0.76, height * 0.09, board.lighter(0.12))
            for fruit in 0..<5 {
                let hue = [palette.accent, palette.glow, palette.bottom][dice.index(below: 3)]
                canvas.circle(x + wide * (0.1 + 0.14 * Double(fruit)), ground - height * 0.1, unit * 1.7, hue)
            }
            for stripe in 0..<6 {
                let left = x - wide * 0.05 + wide * 0.145 * Double(stripe)
                let hue = stripe % 2 == 0 ? palette.accent : palette.glow
                canvas.polygon(
                    [
                        (left + wide * 0.02, top - height * 0.04), (left + wide * 0.13, top - height * 0.04),
                        (left + wide * 0.145, top + height * 0.02), (left, top + height * 0.02),
                    ], hue)
                canvas.circle(left + wide * 0.0725, top + height * 0.02, wide * 0.0725, hue)
            }
        }
        for flag in 0..<16 {
            let share = Double(flag) / 15
            let (x, y) = (width * share, ground - height * (0.42 - 0.12 * sin(share * .pi)))
            canvas.polygon(
                [(x - unit * 1.6, y), (x + unit * 1.6, y), (x, y + unit * 3)], [palette.accent, palette.glow, palette.layer(0.5)][flag % 3])
        }
    }

    private func bridge(_ ground: Double) {
        let stone = palette.layer(0.55).lighter(0.14)
        for arch in 0..<3 {
            let x = width * (0.17 + 0.33 * Double(arch))
            canvas.rectangle(x - width * 0.2, ground, width * 0.09, height, stone.darker(0.22))
            canvas.rectangle(x + width * 0.12, ground, width * 0.09, height, stone.darker(0.22))
        }
        canvas.rectangle(0, ground, width, height * 0.07, stone.darker(0.12))
        for arch in 0..<3 {
            canvas.ellipse(
                width * (0.17 + 0.33 * Double(arch)), ground + height * 0.24, width * 0.24, height * 0.36,
                palette.bottom.mixed(with: palette.ground, 0.55))
        }
        canvas.rectangle(0, ground - height * 0.012, width, height * 0.05, stone)
        for post in 0..<14 {
            canvas.rectangle(width * Double(post) / 13 - unit * 0.5, ground - height * 0.1, unit, height * 0.1, stone.darker(0.1))
        }
        canvas.rectangle(0, ground - height * 0.11, width, unit * 1.2, stone)
        for lamp in [0.15, 0.85] { lantern(width * lamp, ground - height * 0.17, unit * 2.6) }
    }

    private mutating func garden(_ ground: Double) {
        let green = palette.layer(0.7).mixed(with: RGB(0x4f8a4a), 0.45)
        for _ in 0..<9 {
            let x = dice.fraction() * width
            let size = unit * (5 + 5 * dice.fraction())
            canvas.circle(x, ground, size, green.darker(0.15 * dice.fraction()))
        }
        for _ in 0..<34 {
            let x = dice.fraction() * width
            let y = ground + height * (0.02 + 0.2 * dice.fraction())
            let hue = [palette.accent, palette.glow, palette.accent.lighter(0.4), palette.top.lighter(0.3)][dice.index(below: 4)]
            canvas.line(x, y, x, y + unit * 3, unit * 0.4, green.darker(0.2))
            for petal in 0..<5 {
                let angle = Double(petal) * 1.257
                canvas.circle(x + cos(angle) * unit * 0.9, y + sin(angle) * unit * 0.9, unit * 0.65, hue)
            }
            canvas.circle(x, y, unit * 0.55, palette.glow.mixed(with: RGB(0xe0a020), 0.5))
        }
    }

    private mutating func landmark(_ ground: Double) {
        let x = width * (dice.index(below: 2) == 0 ? 0.24 : 0.76)
        let half = width * 0.085
        let top = height * 0.2
        let stone = palette.layer(0.5).lighter(0.1)
        canvas.polygon(
            [
                (x - half * 0.8, top), (x + half * 0.8, top), (x + half * 1.15, ground + height * 0.04),
                (x - half * 1.15, ground + height * 0.04),
            ], stone)
        canvas.polygon(
            [
                (x + half * 0.2, top), (x + half * 0.8, top), (x + half * 1.15, ground + height * 0.04),
                (x + half * 0.4, ground + height * 0.04),
            ], stone.darker(0.16))
        canvas.rectangle(x - half, top - height * 0.02, half * 2, height * 0.03, stone.darker(0.3))
        if dice.index(below: 2) == 0 {
            canvas.circle(x, top - height * 0.02, half * 0.85, palette.accent)
            canvas.line(x, top - height * 0.16, x, top - height * 0.05, unit * 0.6, palette.glow)
        } else {
            canvas.polygon(
                [(x - half * 1.1, top - height * 0.02), (x + half * 1.1, top - height * 0.02), (x, top - height * 0.19)], palette.accent)
        }
        for level in 0..<4 {
            let y = top + height * (0.06 + 0.1 * Double(level))
            canvas.ellipse(x - half * 0.2, y, half * 0.4, half * 0.6, palette.glow)
        }
    }

    private mutating func jetty(_ ground: Double) {
        let deep = palette.bottom.mixed(with: RGB(0x2a6a8a), 0.5).mixed(with: palette.ground, 0.35)
        let top = ground - height * 0.08
        for band in 0..<12 {
            let share = Double(band) / 12
            canvas.rectangle(0, top + (height - top) * share, width, (height - top) / 12 + 1, deep.mixed(with: palette.ground, share * 0.7))
        }
        for _ in 0..<22 {
            let depth = dice.fraction()
            let (x, y) = (dice.fraction() * width, top + (height - top) * (0.05 + 0.9 * depth))
            canvas.line(x, y, x + width * (0.03 + 0.07 * depth), y, unit * (0.25 + 0.4 * depth), deep.mixed(with: palette.glow, 0.4))
        }
        let wood = RGB(0x7a5638).mixed(with: palette.ground, 0.25)
        for post in 0..<6 {
            canvas.rectangle(width * (0.1 + 0.16 * Double(post)), ground + height * 0.06, unit * 1.6, height * 0.2, wood.darker(0.4))
        }
        canvas.rectangle(0, ground + height * 0.05, width, height * 0.09, wood)
        for plank in 0..<24 {
            canvas.rectangle(width * Double(plank) / 24, ground + height * 0.05, unit * 0.3, height * 0.09, wood.darker(0.3))
        }
        canvas.rectangle(0, ground + height * 0.14, width, unit * 1.2, wood.darker(0.35))
    }

    private mutating func street(_ ground: Double) {
        let count = max(4, Int(width / height * 4.5))
        for number in 0..<count {
            let wide = width / Double(count)
            let x = wide * Double(number)
            let tall = height * (0.26 + 0.2 * dice.fraction())
            let wall = palette.layer(0.35 + 0.3 * dice.fraction()).mixed(with: palette.bottom, 0.25)
            canvas.rectangle(x, ground - tall, wide, tall + height * 0.05, wall)
            canvas.polygon(
                [(x - unit, ground - tall), (x + wide + unit, ground - tall), (x + wide * 0.5, ground - tall - height * 0.1)],
                palette.accent.mixed(with: wall, 0.4).darker(0.1))
            for row in 0..<2 {
                for column in 0..<2 {
                    let isLit = dice.index(below: 3) > 0
                    canvas.rectangle(
                        x + wide * (0.2 + 0.38 * Double(column)), ground - tall + height * (0.05 + 0.11 * Double(row)), wide * 0.22,
                        height * 0.065,
                        isLit ? palette.glow : wall.darker(0.4))
                }
            }
            canvas.rectangle(x + wide * 0.38, ground - height * 0.09, wide * 0.24, height * 0.14, wall.darker(0.5))
        }
        let paving = palette.layer(0.85).mixed(with: RGB(0x8a8480), 0.35)
        canvas.rectangle(0, ground + height * 0.03, width, height, paving)
        for row in 0..<6 {
            let y = ground + height * (0.05 + 0.05 * Double(row))
            canvas.line(0, y, width, y, unit * 0.3, paving.darker(0.2))
            for stone in 0..<10 {
                let x = width * (Double(stone) + (row % 2 == 0 ? 0 : 0.5)) / 10
                canvas.line(x, y, x, y + height * 0.05, unit * 0.3, paving.darker(0.2))
            }
        }
        for lamp in [0.12, 0.88] {
            canvas.rectangle(width * lamp - unit * 0.5, ground - height * 0.18, unit, height * 0.24, palette.ground.darker(0.5))
            lantern(width * lamp, ground - height * 0.2, unit * 2.4)
        }
    }

    private mutating func peaks(_ ground: Double) {
        for number in 0..<4 {
            let x = width * (0.1 + 0.27 * Double(number) + 0.08 * dice.fraction())
            let tall = height * (0.3 + 0.22 * dice.fraction())
            let half = width * (0.16 + 0.08 * dice.fraction())
            let rock = palette.layer(0.2 + 0.12 * Double(number % 3))
            canvas.polygon([(x - half, ground + height * 0.04), (x, ground - tall), (x + half, ground + height * 0.04)], rock)
            canvas.polygon(
                [(x, ground - tall), (x + half, ground + height * 0.04), (x + half * 0.25, ground + height * 0.04)], rock.darker(0.18))
            canvas.polygon(
                [
                    (x - half * 0.25, ground - tall * 0.74), (x, ground - tall), (x + half * 0.25, ground - tall * 0.74),
                    (x + half * 0.08, ground - tall * 0.8), (x - half * 0.06, ground - tall * 0.7),
                ],
                rock.mixed(with: palette.glow, 0.75))
        }
    }
}
