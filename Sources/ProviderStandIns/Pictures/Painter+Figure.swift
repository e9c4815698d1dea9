import Glibc

/// Small figures in scenes, dressed as in their portraits.
extension Painter {
    /// Where arms can be.
    private enum Pose: CaseIterable {
        case down
        case raised
        case onHips
        case forward
    }

    /// A whole person, small, seen from the front.
    mutating func figure(_ person: Picture.Person, x: Double, ground: Double, tall: Double) {
        let head = tall * 0.11
        let top = ground - tall
        canvas.ellipse(x, ground, tall * 0.42, tall * 0.07, palette.layer(1).darker(0.35))
        legs(person, x, ground, tall)
        if person.hairstyle != .short, person.hairstyle != .tied {
            canvas.ellipse(x, top + head * 1.5, head * 2.5, head * (person.hairstyle == .curly ? 2.6 : 3.2), person.hair.darker(0.18))
        }
        if person.hairstyle == .tied { canvas.circle(x + head * 0.4, top - head * 0.1, head * 0.42, person.hair.darker(0.18)) }
        let shoulder = top + head * 2.25
        let poses: [Pose] = person.item == .nothing ? [.down, .onHips, .raised] : [.raised, .forward]
        let pose = poses[dice.index(below: poses.count)]
        let hand = arms(person, pose, x, shoulder, tall)
        body(person, x, shoulder, ground, tall)
        canvas.rectangle(x - tall * 0.025, top + head * 1.7, tall * 0.05, tall * 0.07, person.skin.darker(0.12))
        canvas.ellipse(x, top + head, head * 1.7, head * 2, person.skin)
        for side in [-1.0, 1.0] {
            canvas.circle(x + side * head * 0.33, top + head * 1.05, head * 0.12, RGB(0x1a1820))
            canvas.circle(x + side * head * 0.33, top + head * 1.05, head * 0.06, person.eyes)
        }
        if person.adornments.contains(.beard) { beard(person, x, top + head, head * 0.92, 0.86) }
        canvas.path(
            arc(x, top + head * 1.38, head * 0.25, head * 0.16, from: 0.4, to: 2.7), head * 0.09,
            person.skin.mixed(with: RGB(0x8a3030), 0.5))
        crown(x, top + head * 0.98, head * 0.92, person.hair, parting: 0.2, drop: person.hairstyle == .short ? 0.1 : 0.5)
        hat(person, x, top + head, head * 0.9)
        item(person.item, hand.x, hand.y, tall)
    }

    private func legs(_ person: Picture.Person, _ x: Double, _ ground: Double, _ tall: Double) {
        let trousers = person.garment == .waistcoat || person.garment == .sweater ? RGB(0x3a3c4a) : person.clothes.darker(0.55)
        for side in [-1.0, 1.0] {
            canvas.line(x + side * tall * 0.06, ground - tall * 0.4, x + side * tall * 0.075, ground - tall * 0.02, tall * 0.085, trousers)
            canvas.ellipse(x + side * tall * 0.095, ground - tall * 0.01, tall * 0.12, tall * 0.045, RGB(0x2a2228))
        }
    }

    /// Draws both arms.
    /// - Returns: where the hand is that may hold something.
    private func arms(
        _ person: Picture.Person, _ pose: Pose, _ x: Double, _ shoulder: Double, _ tall: Double
    ) -> (x: Double, y: Double) {
        let sleeve = person.garment == .waistcoat || person.garment == .apron ? RGB(0xf0ece2) : person.clothes.darker(0.12)
        func arm(_ side: Double, _ elbow: (x: Double, y: Double), _ hand: (x: Double, y: Double)) {
            canvas.path(
                [
                    (x + side * tall * 0.12, shoulder + tall * 0.04), (x + side * tall * elbow.x, shoulder + tall * elbow.y),
                    (x + side * tall * hand.x, shoulder + tall * hand.y),
                ], tall * 0.07, sleeve)
            canvas.circle(x + side * tall * hand.x, shoulder + tall * hand.y, tall * 0.032, person.skin)
        }
        let hips = (elbow: (x: 0.26, y: 0.17), hand: (x: 0.13, y: 0.27))
        let down = (elbow: (x: 0.19, y: 0.2), hand: (x: 0.16, y: 0.33))
        if pose == .onHips { arm(-1, hips.elbow, hips.hand) } else { arm(-1, down.elbow, down.hand) }
        switch pose {
        case .down:
            arm(1, down.elbow, down.hand)
            return (x + tall * 0.16, shoulder + tall * 0.33)
        case .onHips:
            arm(1, hips.elbow, hips.hand)
            return (x + tall * 0.13, shoulder + tall * 0.27)
        case .raised:
            arm(1, (0.2, 0.17), (0.27, -0.04))
            return (x + tall * 0.27, shoulder - tall * 0.04)
        case .forward:
            arm(1, (0.21, 0.16), (0.28, 0.13))
            return (x + tall * 0.28, shoulder + tall * 0.13)
        }
    }

    private func body(_ person: Picture.Person, _ x: Double, _ shoulder: Double, _ ground: Double, _ tall: Double) {
        // Coats and robes reach lower than what is worn with trousers.
        let (hem, flare): (Double, Double) =
            switch person.garment {
            case .robe: (0.12, 0.24)
            case .cloak: (0.16, 0.26)
            case .coat: (0.3, person.isFeminine ? 0.2 : 0.15)
            case .sweater, .waistcoat, .apron: (0.4, 0.13)
            }
        canvas.polygon(
            [
                (x - tall * 0.13, shoulder + tall * 0.02), (x - tall * 0.05, shoulder - tall * 0.02),
                (x + tall * 0.05, shoulder - tall * 0.02), (x + tall * 0.13, shoulder + tall * 0.02),
                (x + tall * flare, ground - tall * hem), (x - tall * flare, ground - tall * hem),
            ], person.clothes)
        switch person.garment {
        case .coat, .cloak:
            canvas.line(x, shoulder, x, ground - tall * (hem + 0.01), tall * 0.012, person.clothes.darker(0.3))
        case .sweater:
            for stripe in 0..<3 {
                let y = shoulder + tall * (0.06 + 0.08 * Double(stripe))
                canvas.rectangle(x - tall * 0.128, y, tall * 0.256, tall * 0.02, person.clothes.lighter(0.16))
            }
        case .robe:
            canvas.rectangle(x - tall * 0.15, shoulder + tall * 0.2, tall * 0.3, tall * 0.035, palette.accent)
        case .apron:
            let leather = person.clothes.mixed(with: RGB(0x6a4226), 0.75)
            canvas.rectangle(x - tall * 0.085, shoulder + tall * 0.07, tall * 0.17, ground - tall * 0.3 - shoulder, leather)
        case .waistcoat:
            canvas.polygon(
                [(x - tall * 0.05, shoulder - tall * 0.02), (x + tall * 0.05, shoulder - tall * 0.02), (x, shoulder + tall * 0.2)],
                RGB(0xf0ece2))
        }
        if person.adornments.contains(.scarf) {
            canvas.ellipse(x, shoulder, tall * 0.17, tall * 0.06, palette.accent.darker(0.1))
            canvas.rectangle(x + tall * 0.02, shoulder, tall * 0.045, tall * 0.15, palette.accent.darker(0.2))
        }
    }

    /// What a hand holds.
    private func item(_ item: Picture.Item, _ x: Double, _ y: Double, _ tall: Double) {
        switch item {
        case .nothing: break
        case .lantern: lantern(x + tall * 0.01, y - tall * 0.06, tall * 0.06)
        case .paper:
            canvas.polygon(
                [
                    (x - tall * 0.05, y - tall * 0.1), (x + tall * 0.07, y - tall * 0.12), (x + tall * 0.08, y + tall * 0.03),
                    (x - tall * 0.04, y + tall * 0.05),
                ], RGB(0xf6efdc))
            for line in 0..<3 {
                let level = y - tall * (0.075 - 0.035 * Double(line))
                canvas.line(x - tall * 0.025, level, x + tall * 0.05, level - tall * 0.01, tall * 0.008, RGB(0x8a7a66))
            }
        case .umbrella:
            canvas.line(x, y + tall * 0.08, x, y - tall * 0.3, tall * 0.015, RGB(0x4a3a30))
            canvas.polygon(arc(x, y - tall * 0.24, tall * 0.22, tall * 0.17, from: .pi, to: 2 * .pi), palette.accent)
            for rib in [-0.11, 0.0, 0.11] {
                canvas.line(x, y - tall * 0.41, x + tall * rib, y - tall * 0.24, tall * 0.008, palette.accent.darker(0.3))
            }
        case .box:
            canvas.rectangle(x - tall * 0.06, y - tall * 0.1, tall * 0.13, tall * 0.12, palette.accent.darker(0.2))
            canvas.rectangle(x - tall * 0.07, y - tall * 0.12, tall * 0.15, tall * 0.035, palette.accent.lighter(0.1))
            canvas.circle(x + tall * 0.005, y - tall * 0.045, tall * 0.014, palette.glow)
        case .bottle:
            canvas.ellipse(x, y - tall * 0.03, tall * 0.08, tall * 0.13, palette.glow.mixed(with: palette.bottom, 0.45))
            canvas.rectangle(x - tall * 0.012, y - tall * 0.13, tall * 0.024, tall * 0.06, palette.glow.mixed(with: palette.bottom, 0.3))
            canvas.rectangle(x - tall * 0.014, y - tall * 0.145, tall * 0.028, tall * 0.025, RGB(0x8a5a34))
        }
    }
}
