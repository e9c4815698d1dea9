/// A timer of an `EventLoop`: runs its work once, on the loop's thread, unless it is cancelled before.
///
/// `@unchecked Sendable`: `position` and `work` are touched on the loop's thread only; everything else is immutable.
public final class LoopTimer: @unchecked Sendable {
    let deadline: MonotonicTime
    /// Held, because the timer may be cancelled after its loop has ended; a loop that ends lets go of its timers.
    private let loop: EventLoop
    private var work: (() -> Void)?
    /// Where the timer stands in the loop's heap; -1 when it is not in it.
    var position = -1

    init(deadline: MonotonicTime, loop: EventLoop, work: @escaping () -> Void) {
        self.deadline = deadline
        self.loop = loop
        self.work = work
    }

    /// Takes the timer back. Callable from any thread, more than once; work that has already begun is not interrupted.
    public func cancel() {
        if loop.isCurrent {
            loop.remove(self)
            forget()
        } else {
            loop.execute { [self] in cancel() }
        }
    }

    /// Lets go of the work without running it.
    func forget() { work = nil }

    /// Runs the work; on the loop's thread, after the timer was taken out of the heap.
    func fire() {
        let work = work.take()
        work?()
    }
}

/// A binary heap of timers, the earliest first. Each timer knows its position, so that it can be taken out in O(log n): with a
/// deadline on every call, most timers are cancelled and must not stay behind until they expire.
struct TimerHeap {
    private var timers: [LoopTimer] = []

    var earliest: LoopTimer? { timers.first }

    /// Takes all timers out of a heap that is not used any more.
    mutating func removeAll() {
        for timer in timers {
            timer.position = -1
            timer.forget()
        }
        timers = []
    }

    mutating func insert(_ timer: LoopTimer) {
        timers.append(timer)
        timer.position = timers.count - 1
        siftUp(from: timers.count - 1)
    }

    mutating func remove(_ timer: LoopTimer) {
        let position = timer.position
        guard position >= 0 else { return }
        timer.position = -1
        let last = timers.removeLast()
        guard position < timers.count else { return }
        place(last, at: position)
        siftUp(from: position)
        siftDown(from: last.position)
    }

    private mutating func place(_ timer: LoopTimer, at position: Int) {
        timers[position] = timer
        timer.position = position
    }

    private mutating func siftUp(from start: Int) {
        var position = start
        let timer = timers[position]
        while position > 0 {
            let parent = (position - 1) / 2
            guard timer.deadline < timers[parent].deadline else { break }
            place(timers[parent], at: position)
            position = parent
        }
        place(timer, at: position)
    }

    private mutating func siftDown(from start: Int) {
        var position = start
        let timer = timers[position]
        while true {
            var child = 2 * position + 1
            guard child < timers.count else { break }
            if child + 1 < timers.count, timers[child + 1].deadline < timers[child].deadline { child += 1 }
            guard timers[child].deadline < timer.deadline else { break }
            place(timers[child], at: position)
            position = child
        }
        place(timer, at: position)
    }
}
