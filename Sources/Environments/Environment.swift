import Hashing
import Synchronization

/// The one injected source of time, identifiers and randomness.
///
/// With a seed, identifiers follow from the seed and what they are for, so that two runs with one seed agree to the byte. Copies of an
/// environment share its counters.
public struct Environment: Sendable {
    /// The source of the current time.
    public let clock: any WallClock
    /// The seed of a reproducible run; `nil` when identifiers are random.
    public let seed: UInt64?
    private let run: UInt64
    private let state = State()

    /// An environment over `clock`; identifiers are random, or follow from `seed` when one is given.
    /// - Parameter run: how many environments of the same seed have written to the same data before. Each of them counts anew, and this
    ///   keeps them from giving identifiers twice.
    public init(clock: any WallClock = SystemClock(), seed: UInt64? = nil, run: UInt64 = 0) {
        self.clock = clock
        self.seed = seed
        self.run = run
    }

    /// The current time; two calls may see the same one.
    public func now() -> Timestamp {
        clock.now()
    }

    /// The current time, moved on by single microseconds where needed: no two calls on this environment see the same one, and a later
    /// call sees a later time even when the clock was set back.
    public func strictlyIncreasingNow() -> Timestamp {
        let current = clock.now()
        return state.lastTime.withLock { last in
            if let previous = last, current <= previous {
                last = previous + .microseconds(1)
            } else {
                last = current
            }
            return last ?? current
        }
    }

    /// A new identifier in the shape of UUID version 4.
    ///
    /// Without a seed it is random. With one, it follows from seed, scope and key; where there is no key, from the number of identifiers
    /// drawn for the scope before.
    /// - Parameters:
    ///   - scope: what the identifier is for, for example `character`; different scopes never give the same identifiers.
    ///   - key: what the thing is the one of, for example an idempotency key.
    public func uuid(for scope: String, key: String? = nil) -> Identifier {
        bits(for: scope, key: key).shaped(version: 4)
    }

    /// A new identifier of sixteen bytes without version or variant bits, the platform's media id; seeded as ``uuid(for:key:)``.
    public func bytes16(for scope: String, key: String? = nil) -> Identifier {
        bits(for: scope, key: key)
    }

    private func bits(for scope: String, key: String?) -> Identifier {
        guard let seed else {
            var generator = SystemRandomNumberGenerator()
            return Identifier(high: generator.next(), low: generator.next())
        }
        // Scope and key are set apart by their kind and the scope's length, so that no two requests hash the same bytes.
        let scopeBytes = Array(scope.utf8)
        let origin = key.map { "key:\($0)" } ?? (run == 0 ? "" : "run:\(run):") + "count:\(state.nextCount(of: scope))"
        return Identifier(bytes: Hashing.sha256(Array("\(seed):\(scopeBytes.count):".utf8) + scopeBytes + Array(origin.utf8)))
    }

    /// What the copies of one environment share.
    private final class State: Sendable {
        let lastTime = Mutex<Timestamp?>(nil)
        private let counts = Mutex<[String: UInt64]>([:])

        func nextCount(of scope: String) -> UInt64 {
            counts.withLock { counts in
                let count = counts[scope, default: 0]
                counts[scope] = count + 1
                return count
            }
        }
    }
}
