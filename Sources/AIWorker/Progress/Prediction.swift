/// What a world of a given size costs in calls and tasks (generation flow 6.4).
struct Prediction: Sendable, Hashable {
    let users: Int
    /// Every character writes at least one post, so there are never fewer posts than characters.
    let posts: Int
    /// Batches of posts over all characters.
    let postBatches: Int

    /// - Parameter postBatches: the number of post batches once the distribution is known, else its upper bound is used.
    init(users: Int, posts: Int, postBatches: Int? = nil) {
        self.users = users
        self.posts = max(posts, users)
        self.postBatches = postBatches ?? (self.posts + 9 * users) / BatchPlan.largestBatch
    }

    private var characterBatches: Int { ceilingOfQuotient(users, BatchPlan.largestBatch) }

    var llmCalls: Int { 2 + characterBatches + 2 * users + postBatches + 2 * posts }
    var images: Int { 2 + users + posts }
    var tasks: Int { 3 + characterBatches + 2 * users + postBatches + 2 * posts }

    /// A quarter (generation flow 6.5).
    static let usualReserve = 25

    /// A limit that leaves so many percent in reserve, rounded up.
    static func limit(for calls: Int, reserve: Int = usualReserve) -> Int { ceilingOfQuotient(calls * (100 + reserve), 100) }
}
