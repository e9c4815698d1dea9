import Environments
import Persistence
import Synchronization

/// What of a worker's news has not arrived yet. News are owed by a mark in the record of their world, which is written together with what they
/// tell; the mark is taken away once they have arrived. What a process could not tell before its end is told from the record.
final class NewsOutbox: Sendable {
    private struct State {
        /// The revisions that have arrived, of worlds whose marks are still there.
        var arrived: [Identifier: Int64] = [:]
        /// Posts on their way, and those that were owed at the last look.
        var postsUnderWay: Set<Identifier> = []
        var postsOwed: Set<Identifier> = []
        var isClosed = false
    }

    private let store: any DocumentStore
    private let listener: any GenerationListener
    private let state = Mutex(State())

    init(store: any DocumentStore, listener: any GenerationListener) {
        self.store = store
        self.listener = listener
    }

    /// Tells how far a world is, by its document, and that no more than this revision is owed once it has arrived.
    func tell(_ progress: WorldProgress, _ document: Document) {
        guard let revision = progress.newsOwed else { return }
        let worldID = progress.worldID
        listener.progressed(worldID, document) { hasArrived in
            guard hasArrived else { return }
            self.state.withLock { $0.arrived[worldID] = max($0.arrived[worldID, default: 0], revision) }
            // While a world goes on, the next news are not far, and the mark would have to be set again.
            if progress.status.isTerminal { Task { await self.settle(worldID, revision) } }
        }
    }

    /// Tells once more what has not arrived of a world that nothing has been heard of for a while.
    func remind(_ progress: WorldProgress, _ document: Document) async {
        guard let revision = progress.newsOwed else { return }
        if state.withLock({ $0.arrived[progress.worldID, default: -1] >= revision }) {
            await settle(progress.worldID, revision)
        } else {
            tell(progress, document)
        }
    }

    /// Takes the mark away, unless there is more to tell by now.
    private func settle(_ worldID: Identifier, _ revision: Int64) async {
        guard !state.withLock({ $0.isClosed }) else { return }
        // Without an answer from the store the mark stays, and what has arrived is told twice.
        let record = try? await store.update(WorldProgress.newsFilter(worldID, revision), in: ProgressBook.collection, with: .newsTold)
        if record != nil { state.withLock { $0.arrived[worldID] = nil } }
    }

    // MARK: Posts

    /// Tells of a post, unless it is on its way.
    ///
    /// - Parameter arrived: is called when the post is not owed any more; not when it is lost.
    func tell(_ post: PublishedPost, of task: Identifier, arrived: @escaping @Sendable () -> Void) {
        guard state.withLock({ $0.postsUnderWay.insert(task).inserted }) else { return }
        listener.published(post) { hasArrived in
            let isClosed = self.state.withLock { state in
                state.postsUnderWay.remove(task)
                return state.isClosed
            }
            if hasArrived, !isClosed { arrived() }
        }
    }

    /// The posts that are to be told of once more: those that were owed at the last look, too, or with `everything` all.
    func overdue(_ owed: [Identifier], everything: Bool) -> [Identifier] {
        state.withLock { state in
            defer { state.postsOwed = Set(owed) }
            return owed.filter { !state.postsUnderWay.contains($0) && (everything || state.postsOwed.contains($0)) }
        }
    }

    /// Writes nothing any more; what has not arrived by now is told once more by whoever works on the store next.
    func close() { state.withLock { $0.isClosed = true } }
}

extension Update {
    /// Takes the mark of owed news away.
    fileprivate static let newsTold = Update(set: [WorldProgress.newsKey: .null])
}
