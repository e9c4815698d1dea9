import Synchronization

/// Sees everything that one worker of a test awaits outside of itself: operations of the store, RPCs, requests to providers, transfers. It can
/// end the worker at any of these points, as a killed process ends, or hold it up there, as a process is held up that its machine suspends.
///
/// Pauses, permits and everything else within the process have no effect on the outside, so that ending there looks like ending before the
/// next point.
final class AwaitHook: Sendable {
    /// A place in the worker's run: which arrival, from 1, at a thing that is awaited under a name.
    struct Point: Sendable, Hashable, CustomStringConvertible {
        let name: String
        let number: Int

        var description: String { "\(name) #\(number)" }

        /// Whether something outside changes there; ending after a question is like ending before it.
        var hasEffect: Bool { !name.hasPrefix("get ") && !name.hasPrefix("find ") && !name.hasPrefix("count ") && !name.hasPrefix("GET ") }
    }

    enum Moment: Sendable { case before, after }

    enum Act: Sendable { case kill, suspend }

    private enum Status { case running, killed, suspended }

    private struct State {
        var status = Status.running
        var isReached = false
        /// Whether the point does not count any more: a worker goes on for good, also one that had not come to it.
        var isPassed = false
        var arrivals: [String: Int] = [:]
        var points: [Point] = []
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let target: (act: Act, point: Point, moment: Moment)?
    private let state = Mutex(State())

    /// A hook that only watches.
    init() { target = nil }

    init(_ act: Act, at point: Point, _ moment: Moment) { target = (act, point, moment) }

    /// All points that were reached, in their order.
    var points: [Point] { state.withLock { $0.points } }

    /// Whether the worker has come to the point where it ends or is held up.
    var isReached: Bool { state.withLock { $0.isReached } }

    /// Does what is awaited, unless the worker is dead, or as soon as it is not held up any more.
    ///
    /// - Parameter killed: what the dead worker sees; it cannot do anything about it.
    func pass<Value, Failure: Error>(
        _ name: String, killed: Failure, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let point = state.withLock { state in
            let number = state.arrivals[name, default: 0] + 1
            state.arrivals[name] = number
            state.points.append(Point(name: name, number: number))
            return Point(name: name, number: number)
        }
        if await isDead(at: point, .before) { throw killed }
        let value = try await body()
        if await isDead(at: point, .after) { throw killed }
        return value
    }

    /// Lets a worker go on that was held up.
    func resume() {
        let waiting = state.withLock { state in
            state.status = .running
            state.isPassed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func isDead(at point: Point, _ moment: Moment) async -> Bool {
        let status = state.withLock { state in
            // Once is enough: who was held up goes on for good.
            if let target, !state.isReached, !state.isPassed, target.point == point, target.moment == moment {
                state.isReached = true
                state.status = target.act == .kill ? .killed : .suspended
            }
            return state.status
        }
        if status == .suspended { await resumption() }
        return status == .killed
    }

    private func resumption() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.status == .suspended { state.waiting.append(continuation) }
                return state.status != .suspended
            }
            if goesOn { continuation.resume() }
        }
    }
}
