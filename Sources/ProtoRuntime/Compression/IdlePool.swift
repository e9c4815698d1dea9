import Synchronization

/// Things that are costly to make, kept between uses, up to a number: what comes back above it is let go, so that a burst does not hold
/// its memory for ever.
final class IdlePool<Element: Sendable>: Sendable {
    private let idle = Mutex<[Element]>([])
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// One that is idle, if there is one; it belongs to the caller until it is given back.
    func take() -> Element? { idle.withLock { $0.popLast() } }

    /// Gives one back.
    func give(_ element: Element) {
        idle.withLock { idle in
            if idle.count < capacity { idle.append(element) }
        }
    }

    /// How many wait for use.
    var count: Int { idle.withLock { $0.count } }
}
