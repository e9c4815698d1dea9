import Glibc

/// Clothes, hats and whatever else a portrait shows of a person.
extension Painter {
    /// The cut of the clothes from the collar down; `top` is the height of the shoulders, `half` half their width.
    func garment(_ person: Picture.Person, _ x: Double, _ top: Double, _ head: Double, _ half: Double) {
        let shade = person.clothes.darker(0.25)
        switch person.garment {
        case .coat:
            lapels(x, top, head, shade)
            for button in 0..<3 { canvas.circle(x, top + head * (1.0 + 0.35 * Double(button)), head * 0.06, palette.accent.lighter(0.2)) }
        case .sweater:
            canvas.ellipse(x, top + head * 0.12, head * 1.05, head * 0.62, shade)
            canvas.rectangle(x - head * 0.42, top - head * 0.3, head * 0.84, head * 0.42, person.clothes.lighter(0.08))
            for stripe in 0..<4 {
                let y = top + head * (0.75 + 0.34 * Double(stripe))
                let reach = half * (1 + 0.035 * Double(stripe))
                canvas.rectangle(x - reach, y, reach * 2, head * 0.1, stripe % 2 == 0 ? person.clothes.lighter(0.14) : shade)
            }
        case .cloak:
            canvas.polygon(
                [
                    (x - half * 1.15, height), (x - half * 1.05, top + head * 0.6), (x - head * 0.5, top), (x, top + head * 0.5),
                    (x - head * 0.3, height),
                ], shade)
            canvas.polygon(
                [
                    (x + half * 1.15, height), (x + half * 1.05, top + head * 0.6), (x + head * 0.5, top), (x, top + head * 0.5),
                    (x + head * 0.3, height),
                ], shade.darker(0.12))
            canvas.circle(x, top + head * 0.5, head * 0.16, RGB(0xd8dce4))
            canvas.circle(x, top + head * 0.5, head * 0.08, palette.accent)
        case .robe:
            canvas.polygon([(x - head * 0.55, top), (x + head * 0.55, top), (x, top + head * 1.15)], person.skin.darker(0.08))
            canvas.path([(x - head * 0.58, top), (x, top + head * 1.15), (x + head * 0.58, top)], head * 0.16, palette.accent)
        case .apron:
            canvas.polygon(
                [(x - head * 0.55, top + head * 0.1), (x, top + head * 0.55), (x + head * 0.55, top + head * 0.1), (x, top + head * 0.32)],
                person.clothes.lighter(0.2))
            let leather = person.clothes.mixed(with: RGB(0x6a4226), 0.75)
            canvas.rectangle(x - head * 0.75, top + head * 0.85, head * 1.5, height, leather)
            for side in [-1.0, 1.0] {
                canvas.line(x + side * head * 0.65, top + head * 0.9, x + side * head * 0.75, top + head * 0.1, head * 0.16, leather)
            }
        case .waistcoat:
            canvas.polygon(
                [(x - head * 0.5, top), (x + head * 0.5, top), (x + head * 0.28, height), (x - head * 0.28, height)], RGB(0xf0ece2))
            canvas.polygon([(x - head * 0.5, top), (x - head * 0.1, top + head * 0.3), (x - head * 0.4, top + head * 0.5)], RGB(0xffffff))
            canvas.polygon([(x + head * 0.5, top), (x + head * 0.1, top + head * 0.3), (x + head * 0.4, top + head * 0.5)], RGB(0xffffff))
            canvas.polygon(
                [
                    (x - head * 0.24, top + head * 0.26), (x + head * 0.24, top + head * 0.5), (x + head * 0.24, top + head * 0.26),
                    (x - head * 0.24, top + head * 0.5),
                ], palette.accent)
        }
        if person.adornments.contains(.scarf) {
            canvas.ellipse(x, top + head * 0.12, head * 1.5, head * 0.6, palette.accent.darker(0.1))
            canvas.rectangle(x + head * 0.2, top + head * 0.2, head * 0.42, head * 1.2, palette.accent.darker(0.22))
        }
        if person.adornments.contains(.pendant) {
            canvas.path([(x - head * 0.4, top), (x, top + head * 0.95), (x + head * 0.4, top)], head * 0.05, RGB(0xe2c670))
            canvas.circle(x, top + head * 1.02, head * 0.15, palette.accent.lighter(0.2))
        }
    }

    private func lapels(_ x: Double, _ top: Double, _ head: Double, _ colour: RGB) {
        for side in [-1.0, 1.0] {
            canvas.polygon(
                [
                    (x + side * head * 0.6, top + head * 0.05), (x + side * head * 0.2, top + head * 0.25), (x, top + head * 0.8),
                    (x + side * head * 0.62, top + head * 0.5),
                ], colour)
        }
    }

    func beard(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double, _ slim: Double) {
        var outline = arc(x, y + head * 0.3, head * slim, head * 0.88, from: 0.05, to: .pi - 0.05)
        outline.append((x - head * 0.45, y + head * 0.5))
        outline.append((x, y + head * 0.46))
        outline.append((x + head * 0.45, y + head * 0.5))
        canvas.polygon(outline, person.hair)
    }

    func moustache(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        for side in [-1.0, 1.0] {
            canvas.path(
                [
                    (x, y + head * 0.53), (x + side * head * 0.2, y + head * 0.54), (x + side * head * 0.4, y + head * 0.62),
                    (x + side * head * 0.5, y + head * 0.54),
                ], head * 0.11, person.hair)
        }
    }

    /// Hats, caps, earrings and flowers, over the hair.
    func adornments(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        if person.adornments.contains(.earrings) {
            for side in [-1.0, 1.0] {
                canvas.path(
                    arc(x + side * head * 0.9, y + head * 0.46, head * 0.12, head * 0.16, from: 0, to: 6.4), head * 0.05, RGB(0xe8c85a))
            }
        }
        if person.adornments.contains(.flower) {
            for petal in 0..<6 {
                let angle = Double(petal) * .pi / 3
                canvas.circle(
                    x + head * 0.82 + cos(angle) * head * 0.17, y - head * 0.42 + sin(angle) * head * 0.17, head * 0.14,
                    palette.accent.lighter(0.15))
            }
            canvas.circle(x + head * 0.82, y - head * 0.42, head * 0.1, RGB(0xf6d24a))
        }
        hat(person, x, y, head)
    }

    /// The hat or cap of a person whose face has its middle at (x, y).
    func hat(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        let felt = person.clothes.darker(0.35)
        if person.adornments.contains(.hat) {
            canvas.polygon(arc(x, y - head * 0.62, head * 0.86, head * 0.92, from: .pi, to: 2 * .pi), felt)
            canvas.rectangle(x - head * 0.86, y - head * 0.82, head * 1.72, head * 0.2, palette.accent)
            canvas.ellipse(x, y - head * 0.58, head * 3.1, head * 0.34, felt.darker(0.15))
        } else if person.adornments.contains(.cap) {
            canvas.polygon(arc(x, y - head * 0.42, head * 1.04, head * 0.98, from: .pi, to: 2 * .pi), felt)
            for rib in -3...3 {
                canvas.line(
                    x + head * 0.28 * Double(rib), y - head * 0.42, x + head * 0.16 * Double(rib), y - head * 1.3, head * 0.04,
                    felt.darker(0.2))
            }
            canvas.rectangle(x - head * 1.06, y - head * 0.56, head * 2.12, head * 0.26, felt.lighter(0.16))
            canvas.circle(x, y - head * 1.42, head * 0.2, palette.accent)
        }
    }
}
