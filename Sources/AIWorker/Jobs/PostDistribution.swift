/// Distributes posts over characters (generation flow 2.5, made exact).
enum PostDistribution {
    /// The largest weight that is taken at its word; a model that proposes more means "many".
    private static let largestWeight = 1_000_000

    /// Numbers of posts whose sum is `total`, each at least 1, as close to the proportions of `weights` as whole numbers allow.
    ///
    /// - Parameters:
    ///   - weights: the proposal, one number per character; anything below 1 counts as 1.
    ///   - total: the wanted sum. A total below the number of characters cannot be met: then everybody gets 1.
    static func distribute(_ weights: [Int], total: Int) -> [Int] {
        let counts = weights.map { min(max($0, 1), largestWeight) }
        let sum = counts.reduce(0, +)
        if total > sum { return raised(counts, sum: sum, by: total - sum) }
        if total < sum { return lowered(counts, sum: sum, by: sum - total) }
        return counts
    }

    private static func raised(_ weights: [Int], sum: Int, by surplus: Int) -> [Int] {
        var counts = weights
        var rest = surplus
        for index in counts.indices {
            let share = surplus * weights[index] / sum
            counts[index] += share
            rest -= share
        }
        // The shares were rounded down, so fewer than one per character remain: they go to the heaviest.
        for index in heaviestFirst(weights).prefix(rest) { counts[index] += 1 }
        return counts
    }

    private static func lowered(_ weights: [Int], sum: Int, by excess: Int) -> [Int] {
        var counts = weights
        var rest = excess
        for index in heaviestFirst(weights) {
            let share = min(excess * weights[index] / sum, counts[index] - 1, rest)
            counts[index] -= share
            rest -= share
        }
        while rest > 0, counts.contains(where: { $0 > 1 }) {
            for index in heaviestFirst(counts) where rest > 0 && counts[index] > 1 {
                counts[index] -= 1
                rest -= 1
            }
        }
        return counts
    }

    /// Indices by descending weight; equal weights keep their order.
    private static func heaviestFirst(_ weights: [Int]) -> [Int] {
        weights.indices.sorted { (weights[$0], -$0) > (weights[$1], -$1) }
    }
}
