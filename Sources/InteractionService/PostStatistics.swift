import Environments
import GeneriaAPI
import Persistence

/// The counts of posts, kept beside likes and comments as the platform keeps them (platform contract, 9.6).
///
/// A count moves in one atomic update after the like or comment itself is stored or removed. A process that ends between the two leaves a
/// count that is wrong by one; the next change of that post that finds nothing to do, such as a like given again, counts anew.
struct PostStatistics: Sendable {
    static let collection = "stats"
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: [Field.updatedAt])])

    /// What is counted.
    enum Count: String, Sendable {
        case likes = "likes_count"
        case comments = "comments_count"
    }

    private enum Field {
        static let updatedAt = "updated_at"
    }

    let store: any DocumentStore
    let environment: Environment

    /// Adds to a count of a post.
    /// - Returns: the count after the change.
    func add(_ amount: Int32, to count: Count, of post: String) async throws(StoreError) -> Int32 {
        let now = environment.now()
        let nothing: Document = [
            "_id": .string(post), Count.likes.rawValue: .int32(0), Count.comments.rawValue: .int32(0), Field.updatedAt: .date(now),
        ]
        _ = try await store.insertIfAbsent(nothing, into: Self.collection)
        let change = Update(set: [Field.updatedAt: .date(now)], increment: [count.rawValue: .int32(amount)])
        return Self.value(try await store.update(.id(post), in: Self.collection, with: change), count)
    }

    /// Sets a count of a post right if it is not what `actual` says, unless it moves meanwhile.
    /// - Returns: the count.
    func correct(_ count: Count, of post: String, by actual: () async throws(StoreError) -> Int) async throws(StoreError) -> Int32 {
        let stored = try await store.get(post, from: Self.collection)
        let (before, now) = (Self.value(stored, count), Int32(clamping: try await actual()))
        guard stored != nil, before != now else { return before }
        let change = Update(set: [count.rawValue: .int32(now), Field.updatedAt: .date(environment.now())])
        let unchanged = Filter.and([.id(post), .equals(count.rawValue, .int32(before))])
        return Self.value(try await store.update(unchanged, in: Self.collection, with: change) ?? stored, count)
    }

    /// The counts of posts, zeros for those that have none.
    func counts(of posts: [String]) async throws(StoreError) -> [String: InteractionAPI.PostStatsResponse] {
        var counts: [String: InteractionAPI.PostStatsResponse] = [:]
        for post in posts { counts[post] = InteractionAPI.PostStatsResponse(postID: post) }
        for stored in try await store.find(Query(.in("_id", posts.map { .string($0) })), in: Self.collection) {
            counts[stored.id]?.likesCount = Self.value(stored, .likes)
            counts[stored.id]?.commentsCount = Self.value(stored, .comments)
        }
        return counts
    }

    private static func value(_ document: Document?, _ count: Count) -> Int32 {
        Int32(clamping: document?[count.rawValue]?.int ?? 0)
    }
}
