import Environments
import Persistence

/// Settling changes that were begun and not finished.
extension PostStatistics {
    /// After this time nobody works on a change any more: calls do not take as long.
    static let patience = Duration.seconds(60)
    /// How many posts are looked through at the start. A mark makes its post one of those changed last.
    private static let recoveredPosts = 1_000

    /// Settles what a process that ended has left; on a store that others use, only what they cannot be working on.
    func recover() async throws(StoreError) {
        let newest = Query(sort: [.descending(Field.updatedAt)], limit: Self.recoveredPosts)
        for stored in try await store.find(newest, in: Self.collection) {
            _ = sharesStore ? try await settleAbandoned(in: stored) : try await settle(PendingChange.marks(in: stored), in: stored)
        }
    }

    /// Settles the changes in the counts of a post that nobody works on any more.
    /// - Returns: the counts after that.
    func settleAbandoned(in stored: Document) async throws(StoreError) -> Document {
        let marks = PendingChange.marks(in: stored)
        guard !marks.isEmpty else { return stored }
        let now = environment.now()
        return try await settle(marks.filter { now - $0.mark.since >= Self.patience }, in: stored)
    }

    /// Settles changes, each once however many do so: only while its mark is the one that was read.
    private func settle(
        _ marks: [(change: PendingChange, mark: PendingChange.Mark)], in stored: Document
    ) async throws(StoreError) -> Document {
        var latest = stored
        for (change, mark) in marks {
            let isThere = try await store.get(change.id, from: change.collection) != nil
            // What was stored and removed again was counted before it was removed, see `claimUnlike`.
            let amount: Int32 =
                switch change.kind {
                case .like, .comment: isThere ? 1 : 0
                case .unlike: mark.isArmed && !isThere ? -1 : 0
                }
            latest = try await finish(change, of: stored.id, by: amount, if: mark.isUnchanged(of: change)) ?? latest
        }
        return latest
    }
}
