import Synchronization

/// Keeps where the topics that were given out last stand among their characters' posts, so that whoever writes such a post need not
/// search for it. What is kept changes no answer.
final class TopicBook: Sendable {
    private struct Key: Hashable {
        let name: String
        let topic: String
    }

    private let slots = Mutex<[Key: Int]>([:])
    private static let limit = 4096

    /// The slot of the post that has a topic; `nil` when it is not kept.
    func slot(for topic: String, of name: PersonName) -> Int? {
        slots.withLock { $0[Key(name: name.full, topic: topic)] }
    }

    /// Keeps the slot of a post.
    func keep(_ slot: Int, for topic: String, of name: PersonName) {
        slots.withLock { slots in
            if slots.count >= Self.limit { slots.removeAll(keepingCapacity: true) }
            slots[Key(name: name.full, topic: topic)] = slot
        }
    }
}
