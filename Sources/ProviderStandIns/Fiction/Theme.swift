/// What a world can be about. ``open`` is the theme of ideas that fit none of the others; it speaks with the idea's own words.
enum Theme: String, Sendable, CaseIterable {
    case mathematics
    case sea
    case forest
    case space
    case steampunk
    case cyberpunk
    case fantasy
    case desert
    case ice
    case food
    case music
    case animals
    case city
    case dreams
    case open

    /// The theme's texts.
    var texts: ThemeTexts {
        switch self {
        case .mathematics: .mathematics
        case .sea: .sea
        default: .open
        }
    }

    /// The theme that a text is most about and, if there is one, the runner-up.
    static func themes(of text: String) -> [Theme] {
        var scores: [Theme: Int] = [:]
        var order: [Theme] = []
        var seen: Set<String> = []
        for word in Keywords.words(of: text, limit: 400) {
            guard let match = Stems.match(word), seen.insert(match.stem).inserted else { continue }
            if scores[match.theme] == nil { order.append(match.theme) }
            scores[match.theme, default: 0] += 1
        }
        // Sorting is stable for equal scores by the order of appearance.
        let ranked = order.enumerated().sorted { left, right in
            let (a, b) = (scores[left.element] ?? 0, scores[right.element] ?? 0)
            return a != b ? a > b : left.offset < right.offset
        }
        return ranked.isEmpty ? [.open] : ranked.prefix(2).map(\.element)
    }
}

/// The word beginnings by which a theme is recognised.
private enum Stems {
    private static let texts: [(Theme, String)] = [
        (
            .mathematics,
            """
            math equation formula theorem algebra geometr calculus fractal integral axiom numbers arithmetic proof topolog statistic \
            матем уравнен формул теорем алгебр геометр фрактал интеграл аксиом цифр арифмет доказательств тополог статист числ
            """
        ),
        (
            .sea,
            """
            sea ocean ship pirate sailor harbor harbour underwater island whale mermaid tide coast lighthouse submarine coral captain \
            море моря морск океан корабл пират матрос гаван подводн остров кит русал прилив берег маяк подлод коралл капитан рыбак
            """
        ),
    ]

    /// Stems by their first two letters, longest first.
    private static let index: [String: [(stem: String, theme: Theme)]] = {
        var index: [String: [(stem: String, theme: Theme)]] = [:]
        for (theme, text) in texts {
            for stem in text.split(separator: " ") { index[String(stem.prefix(2)), default: []].append((String(stem), theme)) }
        }
        return index.mapValues { $0.sorted { $0.stem.utf8.count > $1.stem.utf8.count } }
    }()

    /// Stems of up to three letters must be the whole word, or its plural.
    static func match(_ word: String) -> (stem: String, theme: Theme)? {
        index[String(word.prefix(2))]?.first { candidate in
            candidate.stem.count > 3
                ? word.hasPrefix(candidate.stem) : word == candidate.stem || word == candidate.stem + "s" || word == candidate.stem + "ы"
        }
    }
}
