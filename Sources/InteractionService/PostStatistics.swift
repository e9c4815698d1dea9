import Environments
import GeneriaAPI
import Persistence

/// The counts of posts, kept beside likes and comments as the platform keeps them (platform contract, 9.6).
///
/// A like, or a comment, and its count are two documents. So that they agree whenever a process ends, a change is marked in the post's counts
/// before it is made (``begin(_:of:)``), and one atomic update counts it and takes the mark away (``finish(_:of:by:)``). Marks that were left
/// are settled by looking at what became of the like or comment: at the start (``recover()``), and by those who meet them later. A document
/// without marks has exactly the platform's fields.
struct PostStatistics: Sendable {
    static let collection = "stats"
    static let schema = CollectionSchema(collection, indexes: [IndexDefinition(keys: [Field.updatedAt])])

    /// What is counted.
    enum Count: String, Sendable {
        case likes = "likes_count"
        case comments = "comments_count"
    }

    enum Field {
        static let updatedAt = "updated_at"
    }

    let store: any DocumentStore
    let environment: Environment
    /// Whether other processes may be changing likes and comments now.
    let sharesStore: Bool

    // MARK: Changing

    /// Marks a change that is about to be made, and settles what others have left.
    func begin(_ change: PendingChange, of post: String) async throws(StoreError) {
        let mark = PendingChange.Mark(since: environment.now())
        let update = Update(set: [change.key: mark.value, Field.updatedAt: .date(mark.since)])
        guard let stored = try await self.update(post, with: update) else { return }
        _ = try await settleAbandoned(in: stored)
    }

    /// Counts a change and takes its mark away, unless somebody has settled it; an `amount` of 0 takes the mark away only.
    /// - Returns: the count after that.
    func finish(_ change: PendingChange, of post: String, by amount: Int32) async throws(StoreError) -> Int32 {
        let stored = try await finish(change, of: post, by: amount, if: change.isPending)
        return if let stored { Self.value(stored, change.count) } else { try await count(change.count, of: post) }
    }

    /// Counts a change and takes its mark away where `condition` holds for the counts of the post.
    /// - Returns: the counts after that; `nil` when it does not hold.
    func finish(
        _ change: PendingChange, of post: String, by amount: Int32, if condition: Filter
    ) async throws(StoreError) -> Document? {
        var operations: [Update.Operation] = [.unset(change.key)]
        if amount != 0 {
            operations += [.increment(change.count.rawValue, .int32(amount)), .set(Field.updatedAt, .date(environment.now()))]
        }
        return try await store.update(.and([.id(post), condition]), in: Self.collection, with: Update(operations))
    }

    /// Changes the counts of a post where `condition` holds for them; zeros are made for a post that has none.
    /// - Returns: the counts after the change; `nil` when the condition does not hold.
    func update(_ post: String, if condition: Filter = .all, with update: Update) async throws(StoreError) -> Document? {
        let filter = Filter.and([.id(post), condition])
        if let stored = try await store.update(filter, in: Self.collection, with: update) { return stored }
        let nothing: Document = [
            "_id": .string(post), Count.likes.rawValue: .int32(0), Count.comments.rawValue: .int32(0),
            Field.updatedAt: .date(environment.now()),
        ]
        _ = try await store.insertIfAbsent(nothing, into: Self.collection)
        return try await store.update(filter, in: Self.collection, with: update)
    }

    // MARK: Reading

    /// A count of a post, zero for one without.
    func count(_ count: Count, of post: String) async throws(StoreError) -> Int32 {
        Self.value(try await store.get(post, from: Self.collection), count)
    }

    /// The counts of posts, zeros for those that have none.
    func counts(of posts: [String]) async throws(StoreError) -> [String: InteractionAPI.PostStatsResponse] {
        var counts: [String: InteractionAPI.PostStatsResponse] = [:]
        for post in posts { counts[post] = InteractionAPI.PostStatsResponse(postID: post) }
        for stored in try await store.find(Query(.in("_id", posts.map { .string($0) })), in: Self.collection) {
            // A store that takes no writes now can still be read.
            let settled = (try? await settleAbandoned(in: stored)) ?? stored
            counts[stored.id]?.likesCount = Self.value(settled, .likes)
            counts[stored.id]?.commentsCount = Self.value(settled, .comments)
        }
        return counts
    }

    private static func value(_ document: Document?, _ count: Count) -> Int32 {
        Int32(clamping: document?[count.rawValue]?.int ?? 0)
    }
}
