import Synchronization

/// A partition of a topic.
struct TopicPartition: Sendable, Hashable, CustomStringConvertible {
    let topic: String
    let partition: Int32

    var description: String { "\(topic)/\(partition)" }
}

/// What a consumer knows of its partitions: what was delivered, what is finished, what is committed, and whether more is wanted.
///
/// An assignment of a partition has a number, so that whoever finishes a message late, when the partition is another member's or has come
/// back, changes nothing.
final class ConsumerLedger: Sendable {
    private struct Assignment {
        let number: UInt64
        var watermark = OffsetWatermark()
        /// What the brokers were asked to keep, or do keep.
        var requested: Int64?
    }

    private struct State {
        var assignments: [TopicPartition: Assignment] = [:]
        var count: UInt64 = 0
        var unfinished = 0
        var isPausedByOwner = false
        var isSaturated = false

        mutating func begin(_ partition: TopicPartition) {
            count += 1
            let former = assignments.updateValue(Assignment(number: count), forKey: partition)
            unfinished -= former?.watermark.unfinished ?? 0
        }

        mutating func look(_ limit: Int) {
            if unfinished >= limit { isSaturated = true } else if unfinished <= limit / 2 { isSaturated = false }
        }
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: unfinished messages from which on no more are wanted, until half of them are finished.
    init(limit: Int) { self.limit = max(1, limit) }

    // MARK: Partitions

    func assign(_ partitions: [TopicPartition]) {
        state.withLock { state in
            for partition in partitions { state.begin(partition) }
        }
    }

    /// Forgets partitions that are another member's from now on.
    func revoke(_ partitions: [TopicPartition]) {
        state.withLock { state in
            for partition in partitions {
                state.unfinished -= state.assignments.removeValue(forKey: partition)?.watermark.unfinished ?? 0
            }
            state.look(limit)
        }
    }

    var partitions: [TopicPartition] { state.withLock { Array($0.assignments.keys) } }

    // MARK: Messages

    /// Takes note of a message; the number of the assignment that it belongs to.
    func deliver(_ offset: Int64, of partition: TopicPartition) -> UInt64 {
        state.withLock { state in
            // A partition that begins anew, because its messages were removed or the topic was made again, is counted anew.
            if let last = state.assignments[partition]?.watermark.last, offset <= last { state.begin(partition) }
            if state.assignments[partition] == nil { state.begin(partition) }
            state.assignments[partition]?.watermark.deliver(offset)
            state.unfinished += 1
            state.look(limit)
            return state.assignments[partition]?.number ?? 0
        }
    }

    /// Takes note that a message is finished.
    func finish(_ offset: Int64, of partition: TopicPartition, assignment: UInt64) {
        state.withLock { state in
            guard state.assignments[partition]?.number == assignment else { return }
            guard state.assignments[partition]?.watermark.finish(offset) == true else { return }
            state.unfinished -= 1
            state.look(limit)
        }
    }

    var unfinished: Int { state.withLock { $0.unfinished } }

    // MARK: Commits

    /// The offsets that the brokers have not been asked to keep yet; they count as asked for from now on.
    func takeOffsets(of partitions: [TopicPartition]? = nil) -> [TopicPartition: Int64] {
        state.withLock { state in
            var offsets: [TopicPartition: Int64] = [:]
            for partition in partitions ?? Array(state.assignments.keys) {
                guard let assignment = state.assignments[partition], let offset = assignment.watermark.committable,
                    offset != assignment.requested
                else { continue }
                offsets[partition] = offset
                state.assignments[partition]?.requested = offset
            }
            return offsets
        }
    }

    /// Takes note that an offset was not kept, so that it is asked for again.
    func forget(_ offset: Int64, of partition: TopicPartition) {
        state.withLock { state in
            if state.assignments[partition]?.requested == offset { state.assignments[partition]?.requested = nil }
        }
    }

    // MARK: Pausing

    func setPaused(_ isPaused: Bool) { state.withLock { $0.isPausedByOwner = isPaused } }

    /// Whether no more messages are wanted now.
    var isPaused: Bool { state.withLock { $0.isPausedByOwner || $0.isSaturated } }
}
