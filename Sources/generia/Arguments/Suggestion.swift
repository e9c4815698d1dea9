/// Finds what somebody probably meant to type.
enum Suggestion {
    /// The candidate nearest to `word`; `nil` when none is near enough to be a slip of the fingers.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(from: word, to: candidate)
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        if let best, best.distance <= max(1, word.count / 3) { return best.candidate }
        // A beginning of a longer word is no slip, and its end is easy to guess.
        guard word.count >= 2 else { return nil }
        return candidates.first { $0.hasPrefix(word) }
    }

    /// The number of letters to insert, remove, replace or swap with their neighbour (optimal string alignment distance).
    static func distance(from source: String, to target: String) -> Int {
        let source = Array(source.unicodeScalars)
        let target = Array(target.unicodeScalars)
        var rows = [Array(0...target.count)]
        for row in 1..<(source.count + 1) {
            var current = [row]
            for column in 1..<(target.count + 1) {
                let isSame = source[row - 1] == target[column - 1]
                var cost = min(rows[row - 1][column] + 1, current[column - 1] + 1, rows[row - 1][column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, source[row - 1] == target[column - 2], source[row - 2] == target[column - 1] {
                    cost = min(cost, rows[row - 2][column - 2] + 1)
                }
                current.append(cost)
            }
            rows.append(current)
        }
        return rows[source.count][target.count]
    }
}
