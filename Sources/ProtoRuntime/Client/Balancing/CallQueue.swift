/// The calls that wait for a connection, in order.
///
/// Calls that end while they wait (cancelled, past their deadline) are not searched for, but thrown out when the queue has doubled: it
/// never holds more than twice the calls that really wait, plus a few, at constant cost for each.
struct CallQueue {
    private static let smallest = 32

    private var calls: [(any PendingCall)?] = []
    /// The entries before it were taken.
    private var head = 0
    private var sweepAt = CallQueue.smallest

    /// Whether nobody waits; calls that have ended may still count.
    var isEmpty: Bool { head == calls.count }

    /// The number of entries, for tests.
    var count: Int { calls.count - head }

    mutating func append(_ call: any PendingCall) {
        calls.append(call)
        guard count >= sweepAt else { return }
        keep { !$0.isFinished }
        sweepAt = max(Self.smallest, 2 * count)
    }

    /// Takes the first call that still waits.
    mutating func popFirst() -> (any PendingCall)? {
        while head < calls.count {
            let call = calls[head].take()
            head += 1
            if head == calls.count || head >= 1024 && head * 2 > calls.count {
                calls.removeFirst(head)
                head = 0
            }
            if let call, !call.isFinished { return call }
        }
        return nil
    }

    /// Puts a call back that could not be sent after all.
    mutating func putBack(_ call: any PendingCall) {
        if head > 0 {
            head -= 1
            calls[head] = call
        } else {
            calls.insert(call, at: 0)
        }
    }

    /// Takes the calls that do not want to wait out.
    mutating func removeImpatient() -> [any PendingCall] {
        let impatient = waiting.filter { !$0.waitForReady }
        keep { $0.waitForReady && !$0.isFinished }
        return impatient
    }

    /// Takes all calls out.
    mutating func removeAll() -> [any PendingCall] {
        let all = waiting
        self = CallQueue()
        return all
    }

    private var waiting: [any PendingCall] { calls[head...].compactMap(\.self).filter { !$0.isFinished } }

    private mutating func keep(_ isKept: (any PendingCall) -> Bool) {
        calls = calls[head...].filter { $0.map(isKept) ?? false }
        head = 0
    }
}
