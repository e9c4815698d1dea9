import Environments
import Persistence
import Synchronization

/// The order in which the posts of each character are published: which are still to come, and which wait for their turn. A waiting post
/// holds no permit.
final class PostSequence: Sendable {
    struct Waiting: Sendable {
        let task: ClaimedTask
        let position: PostPosition
    }

    private struct Character {
        /// Places of posts that have not ended.
        var open: Set<Int> = []
        var waiting: [Int: Waiting] = [:]

        /// Takes the first waiting post if no earlier one is to come.
        mutating func next() -> Waiting? {
            guard let lowest = waiting.keys.min(), open.allSatisfy({ $0 >= lowest }) else { return nil }
            return waiting.removeValue(forKey: lowest)
        }
    }

    private let characters = Mutex<[String: Character]>([:])

    /// Makes posts known that are to come. A post is made known before any later one of its character can be ready.
    func expect(_ positions: some Sequence<PostPosition>) {
        characters.withLock { characters in
            for position in positions { characters[position.characterID, default: Character()].open.insert(position.index) }
        }
    }

    /// Whether no earlier post is still to come.
    func isNext(_ position: PostPosition) -> Bool {
        characters.withLock { characters in
            characters[position.characterID].map { $0.open.allSatisfy { $0 >= position.index } } ?? true
        }
    }

    /// Lets a post wait.
    func wait(_ waiting: Waiting) {
        characters.withLock {
            $0[waiting.position.characterID, default: Character()].waiting[waiting.position.index] = waiting
        }
    }

    /// The waiting post at a place, which waits no longer; `nil` when it was let go already.
    func take(_ position: PostPosition) -> Waiting? {
        characters.withLock { $0[position.characterID]?.waiting.removeValue(forKey: position.index) }
    }

    /// Says that a post has ended; returns the one that was waiting for it.
    func ended(_ position: PostPosition) -> Waiting? {
        characters.withLock { characters in
            guard var character = characters[position.characterID] else { return nil }
            character.open.remove(position.index)
            let next = character.next()
            characters[position.characterID] = character.open.isEmpty && character.waiting.isEmpty ? nil : character
            return next
        }
    }

    /// Forgets the posts to come of characters that have waiting posts of a world, but for these.
    ///
    /// - Returns: the posts whose turn has come by that.
    func keepOnly(_ positions: Set<PostPosition>, of worldID: Identifier) -> [Waiting] {
        characters.withLock { characters in
            characters.keys.compactMap { id in
                guard var character = characters[id], character.waiting.values.contains(where: { $0.task.record.worldID == worldID }) else {
                    return nil
                }
                character.open = character.open.filter { positions.contains(PostPosition(characterID: id, index: $0)) }
                let next = character.next()
                characters[id] = character
                return next
            }
        }
    }

    /// The first waiting post of every character, for a look after posts may have ended elsewhere.
    func takeFirstOfEach() -> [Waiting] {
        characters.withLock { characters in
            characters.keys.compactMap { id in
                guard let lowest = characters[id]?.waiting.keys.min() else { return nil }
                return characters[id]?.waiting.removeValue(forKey: lowest)
            }
        }
    }

    /// Everything of a world that waits.
    func takeAll(of worldID: Identifier) -> [Waiting] {
        characters.withLock { characters in
            characters.keys.flatMap { id in
                let taken = (characters[id]?.waiting.values).map { $0.filter { $0.task.record.worldID == worldID } } ?? []
                for waiting in taken { characters[id]?.waiting[waiting.position.index] = nil }
                return taken
            }
        }
    }

    /// Everything that waits.
    func takeAll() -> [Waiting] {
        characters.withLock { characters in
            characters.keys.flatMap { id in
                defer { characters[id]?.waiting = [:] }
                return characters[id].map { Array($0.waiting.values) } ?? []
            }
        }
    }
}

/// Decides whose turn it is: from memory when this process alone works on the store, since it knows every post then; else by a question to
/// the store.
struct PostTurn: Sendable {
    let sequence: PostSequence
    let queue: TaskQueue
    /// Whether other workers work on the same store.
    let sharesStore: Bool

    /// Makes posts known that are to come.
    func expect(_ positions: some Sequence<PostPosition>) {
        if !sharesStore { sequence.expect(positions) }
    }

    /// Whether every earlier post of the character has ended.
    func isNext(_ position: PostPosition) async throws(StoreError) -> Bool {
        sharesStore ? try await !queue.isPreceded(position) : sequence.isNext(position)
    }
}

extension PostPosition {
    /// The place of the post that a task is about; `nil` for tasks that are about none.
    init?(_ record: TaskRecord) {
        guard record.type == .generatePost || record.type == .generatePostImage,
            let characterID = record.parameters["character_id"]?.string, let index = record.parameters["post_index"]?.int
        else { return nil }
        self.init(characterID: characterID, index: index)
    }
}
