import AIWorker
import Environments
import Persistence
import Synchronization

/// Somebody who follows the generations of one worker after another.
final class NewsReader: Sendable {
    private struct State {
        var posts: [String] = []
        var documents: [Document] = []
    }

    private struct Killed: Error {}

    /// The news of one worker.
    private struct Listener: GenerationListener {
        let reader: NewsReader
        let hook: AwaitHook
        let isLost: @Sendable () -> Bool

        func task(_ task: TaskNotice, ended outcome: TaskOutcome) {}

        func published(_ post: PublishedPost, told: @escaping @Sendable (Bool) -> Void) {
            deliver("news of a post", told) { $0.posts.append(post.postID) }
        }

        func progressed(_ worldID: Identifier, _ status: Document, told: @escaping @Sendable (Bool) -> Void) {
            guard status["status"] != "in_progress" else {
                reader.hear { $0.documents.append(status) }
                return told(true)
            }
            deliver("news of the end", told) { $0.documents.append(status) }
        }

        private func deliver(
            _ name: String, _ told: @escaping @Sendable (Bool) -> Void, _ change: @escaping @Sendable (inout State) -> Void
        ) {
            if isLost() { return told(false) }
            Task {
                try await hook.pass(name, killed: Killed() as any Error) { reader.hear(change) }
                told(true)
            }
        }
    }

    private let state = Mutex(State())

    /// - Parameter isLost: whether news of a post or of the end do not arrive.
    func listener(_ hook: AwaitHook = AwaitHook(), isLost: @escaping @Sendable () -> Bool = { false }) -> any GenerationListener {
        Listener(reader: self, hook: hook, isLost: isLost)
    }

    /// The ids of the posts that were told of, as often as they were.
    var posts: [String] { state.withLock { $0.posts } }

    /// The newest status document.
    var newest: Document? { state.withLock { $0.documents.max { $0.revision < $1.revision } } }

    /// Waits until all posts and the end were told, some ten seconds at most.
    ///
    /// - Returns: whether they were.
    func hasHeard(of posts: Set<String>) async throws -> Bool {
        for _ in 0..<2500 {
            if Set(self.posts) == posts, newest?["status"] != "in_progress" { return true }
            try await Task.sleep(for: .milliseconds(4))
        }
        return false
    }

    private func hear(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }
}

extension Document {
    fileprivate var revision: Int { self["revision"]?.int ?? -1 }
}
