import Glibc

/// People: portraits and small figures. The same person has the same hair, eyes, skin and clothes in both.
extension Painter {
    /// Head and shoulders in front of a soft background of the theme.
    mutating func portrait() {
        canvas.fill(from: palette.top, to: palette.bottom)
        portraitBackground()
        guard let person = picture.person else { return }
        let x = width / 2
        let y = height * 0.44
        let head = unit * (17.5 + 2 * dice.fraction())
        hairBehind(person, x, y, head)
        shoulders(person, x, y, head)
        face(person, x, y, head)
        hairInFront(person, x, y, head)
        if person.hasSpectacles { spectacles(x, y, head) }
        adornments(person, x, y, head)
    }

    private mutating func portraitBackground() {
        for _ in 0..<7 {
            let x = dice.fraction() * width
            let y = dice.fraction() * height * 0.8
            let sky = palette.top.mixed(with: palette.bottom, y / height)
            canvas.circle(
                x, y, unit * (4 + 9 * dice.fraction()), sky.mixed(with: dice.index(below: 2) == 0 ? palette.glow : palette.accent, 0.16))
        }
        scenery(of: picture.theme, base: 0.86, size: 0.9)
        let halo = palette.top.mixed(with: palette.bottom, 0.45)
        canvas.glow(
            width / 2, height * 0.44, unit * 37, from: halo.mixed(with: palette.glow, 0.14), to: halo.mixed(with: palette.glow, 0.42),
            steps: 16)
    }

    private func shoulders(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        let top = y + head * 1.25
        let half = head * (person.isFeminine ? 1.75 : 2.05)
        canvas.polygon(
            [
                (x - half * 1.12, height), (x - half, top + head * 0.75), (x - head * 0.55, top + head * 0.12),
                (x + head * 0.55, top + head * 0.12),
                (x + half, top + head * 0.75), (x + half * 1.12, height),
            ], person.clothes)
        canvas.polygon(
            [(x + head * 0.5, height), (x + head * 0.5, top + head * 0.2), (x + half, top + head * 0.75), (x + half * 1.12, height)],
            person.clothes.darker(0.12))
        // Neck with the shadow of the chin.
        canvas.rectangle(x - head * 0.36, y + head * 0.6, head * 0.72, head * 0.85, person.skin.darker(0.12))
        canvas.ellipse(x, top + head * 0.2, head * 0.72, head * 0.3, person.skin.darker(0.12))
        canvas.ellipse(x, y + head * 0.92, head * 0.8, head * 0.5, person.skin.darker(0.26))
        garment(person, x, top, head, half)
    }

    private mutating func face(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        // No two faces are equally wide, nor their eyes equally far apart.
        let slim = (person.isFeminine ? 0.77 : 0.82) + 0.08 * dice.fraction()
        let apart = 0.33 + 0.06 * dice.fraction()
        let nose = 0.38 + 0.1 * dice.fraction()
        for side in [-1.0, 1.0] {
            canvas.ellipse(x + side * head * slim, y + head * 0.12, head * 0.26, head * 0.42, person.skin.darker(0.1))
        }
        canvas.ellipse(x, y, head * slim * 2, head * 2.06, person.skin)
        canvas.ellipse(x, y + head * 0.35, head * slim * 1.6, head * 1.42, person.skin)
        let blush = person.skin.mixed(with: RGB(0xd8584a), 0.2)
        for side in [-1.0, 1.0] { canvas.ellipse(x + side * head * 0.48, y + head * 0.38, head * 0.36, head * 0.22, blush) }
        if person.hasFreckles {
            for _ in 0..<14 {
                canvas.circle(
                    x + (dice.fraction() - 0.5) * head * 1.2, y + head * (0.2 + 0.28 * dice.fraction()), head * 0.022,
                    person.skin.darker(0.3))
            }
        }
        let mood = dice.fraction()
        let brow = person.hair.lightness > 0.6 ? person.hair.darker(0.35) : person.hair
        let gaze = (dice.fraction() - 0.5) * 0.08
        for side in [-1.0, 1.0] {
            let eye = (x: x + side * head * apart, y: y + head * 0.06)
            canvas.ellipse(eye.x, eye.y, head * 0.36, head * 0.24, RGB(0xfbf8f4))
            canvas.circle(eye.x + gaze * head, eye.y, head * 0.115, person.eyes)
            canvas.circle(eye.x + gaze * head, eye.y, head * 0.055, RGB(0x14121a))
            canvas.circle(eye.x + gaze * head + head * 0.04, eye.y - head * 0.045, head * 0.03, RGB(0xffffff))
            canvas.path(
                arc(eye.x, eye.y, head * 0.19, head * 0.13, from: 3.3, to: 6.1), head * (person.isFeminine ? 0.05 : 0.035), brow.darker(0.4)
            )
            let lift = (mood - 0.5) * 0.1 * side
            canvas.path(
                arc(eye.x, eye.y - head * (0.16 + lift), head * 0.24, head * 0.12, from: 3.6, to: 5.8),
                head * (person.isFeminine ? 0.05 : 0.08), brow)
        }
        canvas.path(
            [(x + head * 0.02, y + head * 0.15), (x + head * 0.09, y + head * nose), (x - head * 0.04, y + head * (nose + 0.03))],
            head * 0.04,
            person.skin.darker(0.24))
        if person.adornments.contains(.beard) { beard(person, x, y, head, slim) }
        mouth(person, x, y + head * 0.66, head, mood)
        if person.adornments.contains(.moustache) { moustache(person, x, y, head) }
    }

    private func mouth(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double, _ mood: Double) {
        let lips = person.skin.mixed(with: RGB(person.isFeminine ? 0xb83a4a : 0x8a3a38), person.isFeminine ? 0.6 : 0.42)
        if mood > 0.72 {
            // An open smile: the lower half of an ellipse, with a row of teeth.
            canvas.polygon(arc(x, y - head * 0.08, head * 0.3, head * 0.26, from: 0, to: .pi), lips.darker(0.15))
            canvas.polygon(arc(x, y - head * 0.08, head * 0.25, head * 0.1, from: 0, to: .pi), RGB(0xfbf8f4))
        } else {
            let smile = 0.06 + 0.14 * mood
            canvas.path(arc(x, y - head * smile, head * 0.26, head * smile * 1.5, from: 0.35, to: 2.8), head * 0.065, lips)
        }
    }

    private func hairBehind(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        let colour = person.hair.darker(0.18)
        switch person.hairstyle {
        case .short: break
        case .straight:
            canvas.ellipse(x, y - head * 0.1, head * 2.3, head * 2.3, colour)
            canvas.rectangle(x - head * 1.12, y - head * 0.1, head * 2.24, head * (person.isFeminine ? 2.1 : 1.3), colour)
        case .wavy:
            for step in 0..<7 {
                let drop = head * 0.3 * Double(step)
                let wave = head * 0.12 * (step % 2 == 0 ? 1 : -1)
                canvas.circle(x - head * 0.9 - wave, y - head * 0.3 + drop, head * 0.38, colour)
                canvas.circle(x + head * 0.9 + wave, y - head * 0.3 + drop, head * 0.38, colour)
            }
            canvas.ellipse(x, y - head * 0.15, head * 2.3, head * 2.2, colour)
        case .curly:
            for step in 0..<13 {
                let angle = 2.5 + Double(step) / 12 * 4.4
                canvas.circle(x + cos(angle) * head * 1.05, y + sin(angle) * head * 1.05, head * 0.42, colour)
            }
        case .braided:
            canvas.ellipse(x, y - head * 0.12, head * 2.15, head * 2.15, colour)
            for step in 0..<7 {
                canvas.ellipse(
                    x - head * 0.95, y + head * (0.5 + 0.3 * Double(step)), head * 0.42, head * 0.36, step % 2 == 0 ? colour : person.hair)
            }
        case .tied:
            canvas.circle(x + head * 0.35, y - head * 1.15, head * 0.42, colour)
            canvas.ellipse(x, y - head * 0.12, head * 2.1, head * 2.1, colour)
        }
    }

    private mutating func hairInFront(_ person: Picture.Person, _ x: Double, _ y: Double, _ head: Double) {
        let colour = person.hair
        let shine = colour.lighter(0.18)
        let parting = (dice.fraction() - 0.5) * 0.8
        switch person.hairstyle {
        case .curly:
            for step in 0..<9 {
                let angle = 3.35 + Double(step) / 8 * 2.7
                canvas.circle(
                    x + cos(angle) * head * 0.86, y - head * 0.08 + sin(angle) * head * 0.92, head * 0.32, step % 3 == 1 ? shine : colour)
            }
        case .short:
            crown(x, y, head, colour, parting: parting, drop: 0.16)
            for step in -2...2 {
                let share = Double(step)
                canvas.polygon(
                    [
                        (x + head * (share * 0.34 - 0.2), y - head * (0.98 - 0.06 * share * share)),
                        (x + head * (share * 0.34 + 0.2), y - head * (0.95 - 0.06 * share * share)),
                        (x + head * (share * 0.36 + 0.08), y - head * (1.2 - 0.08 * share * share)),
                    ], colour)
            }
        default:
            crown(x, y, head, colour, parting: parting, drop: 0.34)
        }
        canvas.path(arc(x + parting * head * 0.3, y - head * 0.35, head * 0.62, head * 0.5, from: 3.9, to: 5.2), head * 0.06, shine)
    }

    /// Hair from the parting down both sides of the forehead.
    func crown(_ x: Double, _ y: Double, _ head: Double, _ colour: RGB, parting: Double, drop: Double) {
        var outline = arc(x, y - head * 0.02, head * 0.97, head * 1.12, from: .pi, to: 2 * .pi)
        outline.append((x + head * 0.9, y + head * drop))
        outline.append((x + head * 0.72, y - head * 0.36))
        outline.append((x + head * parting, y - head * 0.66))
        outline.append((x - head * 0.72, y - head * 0.36))
        outline.append((x - head * 0.9, y + head * drop))
        canvas.polygon(outline, colour)
    }

    private func spectacles(_ x: Double, _ y: Double, _ head: Double) {
        let frame = RGB(0x3a3028)
        for side in [-1.0, 1.0] {
            canvas.path(arc(x + side * head * 0.36, y + head * 0.07, head * 0.27, head * 0.24, from: 0, to: 6.4), head * 0.045, frame)
        }
        canvas.line(x - head * 0.09, y + head * 0.05, x + head * 0.09, y + head * 0.05, head * 0.045, frame)
    }

    func arc(_ x: Double, _ y: Double, _ a: Double, _ b: Double, from start: Double, to end: Double) -> [(x: Double, y: Double)] {
        let steps = 18
        return (0...steps).map { step in
            let angle = start + (end - start) * Double(step) / Double(steps)
            return (x + cos(angle) * a, y + sin(angle) * b)
        }
    }
}
