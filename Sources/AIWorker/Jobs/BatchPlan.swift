/// How much one run of a batch job takes on, and when the runs have to end (generation flow 2.1, 2.2, 2.6).
enum BatchPlan {
    /// The most that one answer of a model is asked for.
    static let largestBatch = 10

    /// How many of `remaining` this run asks for.
    static func size(remaining: Int) -> Int { min(max(remaining, 0), largestBatch) }

    /// How many of `remainingPosts` belong to `characters` of `remainingCharacters`: their proportional share, at least one each.
    static func postShare(remainingPosts: Int, characters: Int, of remainingCharacters: Int) -> Int {
        guard remainingCharacters > 0 else { return 0 }
        return max(remainingPosts * characters / remainingCharacters, characters)
    }

    /// The depth at which character batches stop, whatever is still missing.
    static func maximumDepth(characters total: Int) -> Int { min(ceilingOfQuotient(total, 8) + 1, 50) }

    /// The depth at which post batches stop, whatever is still missing.
    static func maximumDepth(posts total: Int) -> Int { min(ceilingOfQuotient(total, 8) + 1, 30) }
}

/// ⌈dividend / divisor⌉ of a positive divisor; 0 for dividends below 1.
func ceilingOfQuotient(_ dividend: Int, _ divisor: Int) -> Int { dividend < 1 ? 0 : (dividend - 1) / divisor + 1 }
