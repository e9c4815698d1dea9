import Testing

@testable import AIWorker

@Suite("Distribution of posts over characters")
struct PostDistributionTests {
    @Test(
        "The worked results, made exact",
        arguments: [
            ([5, 5, 5], 17, [6, 6, 5]), ([8, 4, 2], 20, [12, 6, 2]), ([20, 5, 5], 15, [9, 3, 3]), ([10, 10, 10], 24, [8, 8, 8]),
            ([9, 1, 1, 1], 6, [3, 1, 1, 1]), ([1, 1, 1], 2, [1, 1, 1]), ([0, 0, 0], 6, [2, 2, 2]), ([-4, 100, 3], 9, [1, 7, 1]),
            ([], 5, []),
        ])
    func workedResults(weights: [Int], total: Int, expected: [Int]) {
        #expect(PostDistribution.distribute(weights, total: total) == expected)
    }

    @Test("The sum is the request and everybody writes, whatever the model proposes")
    func sumIsExact() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let weights = (0..<Int.random(in: 1...10, using: &random)).map { _ in
                [Int.random(in: -5...30, using: &random), .max, .min, 0].randomElement(using: &random) ?? 0
            }
            let total = weights.count + Int.random(in: 0...250, using: &random)
            let counts = PostDistribution.distribute(weights, total: total)
            #expect(counts.reduce(0, +) == total, "\(weights) → \(counts)")
            #expect(counts.allSatisfy { $0 >= 1 })
        }
    }

    @Test(
        "Batch plans",
        arguments: [
            (25, 150, [60, 60, 30]), (20, 100, [50, 50]), (40, 250, [62, 62, 63, 63]), (15, 30, [20, 10]), (12, 13, [10, 3]),
            (25, 10, [10, 10, 5]),
        ])
    func batchPlans(users: Int, posts: Int, shares: [Int]) {
        var remainingUsers = users
        var remainingPosts = max(posts, users)
        var result: [Int] = []
        while remainingUsers > 0 {
            let size = BatchPlan.size(remaining: remainingUsers)
            let share = BatchPlan.postShare(remainingPosts: remainingPosts, characters: size, of: remainingUsers)
            result.append(share)
            remainingUsers -= size
            remainingPosts -= share
        }
        #expect(result == shares || posts < users)
        #expect(result.reduce(0, +) == max(posts, users))
    }

    @Test("Recursion guards", arguments: [(1, 2, 2), (8, 2, 2), (9, 3, 3), (16, 3, 3), (20, 4, 4), (25, 5, 5), (40, 6, 6), (250, 33, 30)])
    func guards(total: Int, characters: Int, posts: Int) {
        #expect(BatchPlan.maximumDepth(characters: total) == characters)
        #expect(BatchPlan.maximumDepth(posts: total) == posts)
    }

    @Test("Predictions for 20 characters and 100 posts")
    func predictions() {
        let known = Prediction(users: 20, posts: 100, postBatches: 20)
        #expect((known.llmCalls, known.images, known.tasks) == (264, 122, 265))
        #expect(Prediction(users: 20, posts: 100).postBatches == 28)
        #expect(Prediction(users: 25, posts: 10).posts == 25)
        #expect(Prediction.limit(for: 122) == 153)
    }
}
