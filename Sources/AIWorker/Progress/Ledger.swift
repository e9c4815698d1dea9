import Environments
import Persistence

/// Which ends of tasks have been counted.
///
/// A task has one run, and another each time it is taken up again after it has failed. The ledger keeps the latest run of every task that it
/// has heard of and whether that run has ended, so that the end of each run is counted once, however late or often it is reported.
struct Ledger: Sendable, Hashable {
    /// What is known of one task. The first half of its id stands for it: the ids of one world's tasks are hashes, so the half tells them
    /// apart and the document stays small.
    struct Entry: Sendable, Hashable {
        let task: UInt64
        fileprivate(set) var run: Int
        fileprivate(set) var hasEnded: Bool
    }

    private(set) var entries: [Entry] = []
    private var places: [UInt64: Int] = [:]

    /// An empty ledger.
    init() {}

    /// A ledger as it was stored.
    init(_ entries: [Entry]) {
        self.entries = entries
        for (place, entry) in entries.enumerated() { places[entry.task] = place }
    }

    private subscript(task: Identifier) -> Entry? { places[task.high].map { entries[$0] } }

    /// Whether an end or another run of the task has been entered.
    func knows(_ task: Identifier) -> Bool { places[task.high] != nil }

    /// Whether the latest run of the task has ended.
    func hasEnded(_ task: Identifier) -> Bool { self[task]?.hasEnded ?? false }

    /// Whether the end of this run, counted from 0, has been entered. A later run than the ledger knows of has not begun, whatever a task
    /// says of itself.
    func hasEnded(_ task: Identifier, run: Int) -> Bool {
        guard let entry = self[task] else { return false }
        return entry.hasEnded || entry.run > run
    }

    /// Whether this run is under way as the next one of a task that had failed.
    func isOpen(_ task: Identifier, run: Int) -> Bool {
        guard let entry = self[task] else { return false }
        return entry.run == run && !entry.hasEnded
    }

    /// Enters the end of a run.
    mutating func end(_ task: Identifier, run: Int) { enter(Entry(task: task.high, run: run, hasEnded: true)) }

    /// Enters the beginning of another run.
    /// - Returns: false, and nothing is entered, unless the run before it is the latest one and has ended.
    mutating func reopen(_ task: Identifier, run: Int) -> Bool {
        guard let entry = self[task], entry.hasEnded, entry.run == run - 1 else { return false }
        enter(Entry(task: task.high, run: run, hasEnded: false))
        return true
    }

    private mutating func enter(_ entry: Entry) {
        if let place = places[entry.task] {
            entries[place] = entry
        } else {
            places[entry.task] = entries.count
            entries.append(entry)
        }
    }
}

// MARK: - As it is stored

extension Ledger.Entry {
    /// Sixteen hexadecimal digits; of later runs followed by `#run` when ended and `+run` when under way.
    var text: String {
        let digits = String(task, radix: 16)
        let half = String(repeating: "0", count: 16 - digits.count) + digits
        return run == 0 ? half : half + (hasEnded ? "#" : "+") + String(run)
    }

    /// Reads an entry; `nil` when it is none.
    init?(text: String) {
        guard let task = UInt64(text.prefix(16), radix: 16) else { return nil }
        self.task = task
        guard let mark = text.dropFirst(16).first else {
            run = 0
            hasEnded = true
            return
        }
        guard mark == "#" || mark == "+", let run = Int(text.dropFirst(17)) else { return nil }
        self.run = run
        hasEnded = mark == "#"
    }
}

extension Ledger {
    /// The ledger as a value of the document.
    var value: DocumentValue { .array(entries.map { .string($0.text) }) }

    /// The change of the value at `key` that leads from `base` here; `nil` when there is none.
    func change(at key: String, from base: Ledger) -> Update.Operation? {
        if entries == base.entries { return nil }
        if let last = entries.last, entries.dropLast() == base.entries[...] { return .append(key, .string(last.text)) }
        return .set(key, value)
    }
}
