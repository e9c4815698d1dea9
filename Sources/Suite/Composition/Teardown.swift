import EventLoops
import Synchronization

/// What has to be undone when a suite ends, also when it ends half built: the last thing made goes first.
final class Teardown: Sendable {
    /// Undoes one thing within the given time.
    typealias Step = @Sendable (_ remaining: Duration) async -> Void

    private let steps = Mutex<[Step]>([])

    func add(_ step: @escaping Step) {
        steps.withLock { $0.append(step) }
    }

    /// Runs all steps. They share `grace`: one that takes long leaves less to those after it.
    func run(grace: Duration) async {
        let deadline = MonotonicTime.now().advanced(by: grace)
        while let step = steps.withLock({ $0.popLast() }) {
            await step(max(.zero, deadline - .now()))
        }
    }
}
