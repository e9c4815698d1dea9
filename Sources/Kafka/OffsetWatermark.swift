/// Which messages of a partition are finished: they may be in any order, and only what lies below all unfinished ones may be committed.
struct OffsetWatermark: Sendable {
    private struct Entry {
        let offset: Int64
        var isFinished = false
    }

    /// What was delivered at or above the watermark, ascending; entries before `head` are done with.
    private var entries: [Entry] = []
    private var head = 0
    /// The offset to commit: that of the first message that would be wanted again. `nil` before anything is finished.
    private(set) var committable: Int64?
    /// Delivered and not finished.
    private(set) var unfinished = 0
    /// The highest offset delivered so far.
    private(set) var last: Int64?

    /// Takes note of a message. Offsets ascend, not always by one; any other is left out.
    mutating func deliver(_ offset: Int64) {
        guard offset > last ?? -1 else { return }
        entries.append(Entry(offset: offset))
        last = offset
        unfinished += 1
    }

    /// Takes note that a message is finished; `false` when it was not delivered, or finished before.
    mutating func finish(_ offset: Int64) -> Bool {
        guard let index = index(of: offset), !entries[index].isFinished else { return false }
        entries[index].isFinished = true
        unfinished -= 1
        while head < entries.count, entries[head].isFinished {
            committable = entries[head].offset + 1
            head += 1
        }
        if head == entries.count {
            entries.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 256, head * 2 > entries.count {
            entries.removeFirst(head)
            head = 0
        }
        return true
    }

    private func index(of offset: Int64) -> Int? {
        var low = head
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].offset == offset ? low : nil
    }
}
