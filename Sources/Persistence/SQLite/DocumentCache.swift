import Synchronization

/// Documents read or written lately, by collection and id, for a database that no other process writes.
///
/// A cached document is never older than an acknowledged write, nor than what a query may have seen: while a commit is under way the
/// documents that it changes are not in the cache at all (``beginCommit(of:)``), and a document read from the database is taken in only if
/// nothing with its key was committed since the read began (``Ticket``).
///
/// The cache holds two generations of bounded size. What is used moves to the young one; when that is full it becomes the old one, and the
/// previous old one is dropped.
final class DocumentCache: Sendable {
    struct Key: Hashable, Sendable {
        let collection: String
        let id: String
    }

    /// A change by a commit; `document` is `nil` when it was removed.
    struct Change: Sendable {
        let key: Key
        let document: Document?
        /// The stored size in bytes.
        let size: Int
    }

    /// The right to take in what was read after it was drawn.
    struct Ticket: Sendable {
        fileprivate let key: Key
        fileprivate let version: UInt64
    }

    private struct Entry {
        let document: Document
        let size: Int
    }

    private struct State {
        var young: [Key: Entry] = [:]
        var old: [Key: Entry] = [:]
        var youngSize = 0
        /// What the commit under way changes.
        var inFlux: Set<Key> = []
        /// How often keys were committed, counted in groups of keys.
        var versions = [UInt64](repeating: 0, count: 64)
        var isClosed = false

        func group(of key: Key) -> Int { key.hashValue & 63 }

        mutating func remove(_ key: Key) {
            if let entry = young.removeValue(forKey: key) { youngSize -= entry.size }
            old.removeValue(forKey: key)
        }

        mutating func insert(_ key: Key, _ entry: Entry, generationSize: Int) {
            guard entry.size <= generationSize, !isClosed else { return remove(key) }
            if youngSize + entry.size > generationSize {
                old = young
                young = [:]
                youngSize = 0
            }
            if let previous = young.updateValue(entry, forKey: key) { youngSize -= previous.size }
            youngSize += entry.size
        }
    }

    private let generationSize: Int
    private let state = Mutex(State())

    /// - Parameter size: the bound in bytes of stored text; in memory documents take about three times as much.
    init(size: Int) {
        generationSize = size / 2
    }

    /// The document, if it is here.
    func document(_ id: String, in collection: String) -> Document? {
        let key = Key(collection: collection, id: id)
        return state.withLock { state in
            if let entry = state.young[key] { return entry.document.id.hasSameBytes(as: id) ? entry.document : nil }
            guard let entry = state.old[key], entry.document.id.hasSameBytes(as: id) else { return nil }
            state.old.removeValue(forKey: key)
            state.insert(key, entry, generationSize: generationSize)
            return entry.document
        }
    }

    /// To be drawn before a document is read from the database.
    func ticket(for id: String, in collection: String) -> Ticket {
        let key = Key(collection: collection, id: id)
        return state.withLock { Ticket(key: key, version: $0.versions[$0.group(of: key)]) }
    }

    /// Takes in a document that was read with `ticket`, unless it may be outdated.
    func insert(_ document: Document, size: Int, with ticket: Ticket) {
        state.withLock { state in
            guard state.versions[state.group(of: ticket.key)] == ticket.version, !state.inFlux.contains(ticket.key) else { return }
            state.insert(ticket.key, Entry(document: document, size: size), generationSize: generationSize)
        }
    }

    /// Takes out what is about to be committed. ``endCommit(_:)`` must follow, whether the commit succeeds or not.
    func beginCommit(of changes: [Change]) {
        state.withLock { state in
            for change in changes {
                state.remove(change.key)
                state.inFlux.insert(change.key)
            }
        }
    }

    /// Takes in what was committed; `changes` are those of ``beginCommit(of:)`` in the same order, or none when the commit failed.
    func endCommit(_ changes: [Change]) {
        state.withLock { state in
            for key in state.inFlux { state.versions[state.group(of: key)] += 1 }
            state.inFlux.removeAll(keepingCapacity: true)
            for change in changes {
                if let document = change.document {
                    state.insert(change.key, Entry(document: document, size: change.size), generationSize: generationSize)
                } else {
                    state.remove(change.key)
                }
            }
        }
    }

    /// Forgets everything for good.
    func close() {
        state.withLock { state in
            state = State()
            state.isClosed = true
        }
    }
}
