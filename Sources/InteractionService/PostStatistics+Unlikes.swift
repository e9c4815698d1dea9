import Environments
import Persistence

/// Taking likes back. Several calls may do that with one like at once, and its end is to be counted once. So all of them share one mark, and
/// none removes the like before the mark is armed: before the like was seen while that very mark stood. An armed mark then says that the
/// like's end is not counted yet; one that a late call makes when the like is gone and counted is never armed.
extension PostStatistics {
    /// The right to remove a like and to count its end.
    struct UnlikeClaim: Sendable {
        fileprivate let change: PendingChange
        fileprivate let mark: PendingChange.Mark
        fileprivate let post: String
    }

    /// Prepares the removal of a like of a post.
    /// - Parameter owner: 24 hexadecimal digits that no other call gives.
    /// - Returns: `nil` when the like, or what other calls do with it, has changed meanwhile: look again.
    func claimUnlike(of like: String, on post: String, owner: String) async throws(StoreError) -> UnlikeClaim? {
        let (change, liking) = (PendingChange(.unlike, of: like), PendingChange(.like, of: like))
        let own = PendingChange.Mark(since: environment.now(), owner: owner)
        let marking = Update(set: [change.key: own.value, Field.updatedAt: .date(own.since)])
        let isFree = Filter.exists(change.key, false)
        var stored = try await update(post, if: isFree, with: marking)
        if stored == nil { stored = try await store.get(post, from: Self.collection) }
        guard let stored, let mark = PendingChange.Mark(stored[change.key]) else { return nil }
        // The like is counted before it may go: once it is gone, nobody could tell whether it ever was.
        if stored[liking.key] != nil { _ = try await finish(liking, of: post, by: 1) }
        _ = try await settleAbandoned(in: stored)
        guard try await store.get(like, from: LikeRecord.collection) != nil else {
            _ = try await finish(change, of: post, by: 0, if: mark.isUnarmed(of: change))
            return nil
        }
        let arming = PendingChange.Mark.arming(change, at: environment.now())
        let standing = Filter.and([.id(post), mark.stands(for: change)])
        guard try await store.update(standing, in: Self.collection, with: arming) != nil else { return nil }
        return UnlikeClaim(change: change, mark: mark, post: post)
    }

    /// Counts the end of a like that is gone, unless somebody has.
    /// - Returns: the count of likes after that.
    func finish(_ claim: UnlikeClaim) async throws(StoreError) -> Int32 {
        _ = try await finish(claim.change, of: claim.post, by: -1, if: claim.mark.stands(for: claim.change))
        return try await count(.likes, of: claim.post)
    }
}
