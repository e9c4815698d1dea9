import EventLoops
import ProtoRuntime
import Synchronization
import Telemetry

/// Which components can serve yet. What rests on a database or object storage elsewhere may have to wait for it: the suite starts all the
/// same, refuses the calls of such components, and tries again until they are ready.
final class Readiness: Sendable {
    private struct State {
        /// Why components cannot serve yet.
        var obstacles: [Component: String] = [:]
        var observers: [@Sendable (Component) -> Void] = []
        var waiters: [UnsafeContinuation<Void, Never>] = []
        var isAbandoned = false
    }

    /// How long the start is held up by what does not answer.
    private static let patience = Duration.seconds(2)
    private static let firstPause = Duration.milliseconds(250)
    private static let longestPause = Duration.seconds(5)

    private let logger: Logger
    private let state = Mutex(State())
    private let tasks = Mutex<[Task<Void, Never>]>([])

    init(logger: Logger) {
        self.logger = logger
    }

    /// Why a component cannot serve yet; `nil` when it can.
    func obstacle(of component: Component) -> String? { state.withLock { $0.obstacles[component] } }

    /// What all that cannot serve yet waits for, each reason once, in the order of components.
    var obstacles: [String] {
        let obstacles = state.withLock { $0.obstacles }
        var reasons: [String] = []
        for component in Component.allCases {
            if let reason = obstacles[component], !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }

    /// Prepares all components at the same time. What something out of reach holds up goes on in the background: it is tried again after
    /// failures, and the start does not wait longer than two seconds for an answer.
    /// - Throws: the first failure within these two seconds that waiting does not mend.
    func prepare(_ preparations: [Preparation]) async throws(SuiteError) {
        guard !preparations.isEmpty else { return }
        state.withLock { state in
            for preparation in preparations { state.obstacles[preparation.component] = "\(preparation.dependency) has not answered yet" }
        }
        let outcomes = AsyncStream<SuiteError?> { outcomes in
            for preparation in preparations {
                let task = Task { await self.pursue(preparation) { outcomes.yield($0) } }
                tasks.withLock { $0.append(task) }
            }
            let timer = Task {
                try? await Task.sleep(for: Self.patience)
                outcomes.finish()
            }
            tasks.withLock { $0.append(timer) }
        }
        var count = 0
        for await failure in outcomes {
            if let failure { throw failure }
            count += 1
            if count == preparations.count { break }
        }
        for reason in obstacles { logger.info("waiting: \(reason)") }
    }

    /// Calls `observer` with each component that becomes ready from now on.
    func onReady(_ observer: @escaping @Sendable (Component) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Returns when all components can serve, or when nobody tries any more.
    func allReady() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isOver = state.withLock { state in
                let isOver = state.obstacles.isEmpty || state.isAbandoned
                if !isOver { state.waiters.append(continuation) }
                return isOver
            }
            if isOver { continuation.resume() }
        }
    }

    /// Stops trying. What is being tried is told to end, and not waited for.
    func abandon() {
        for task in tasks.withLock({ $0 }) { task.cancel() }
        let waiters = state.withLock { state in
            state.isAbandoned = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: Trying

    /// Tries until it succeeds.
    /// - Parameter firstOutcome: is told of the first attempt: `nil` when it succeeded or is to be repeated, else why the suite cannot start.
    private func pursue(_ preparation: Preparation, firstOutcome: (SuiteError?) -> Void) async {
        var pause = Self.firstPause
        var isFirst = true
        while !Task.isCancelled {
            do throws(SuiteError) {
                try await preparation.work()
                settle(preparation.component)
                if isFirst { firstOutcome(nil) } else { logger.warning("\(preparation.component.title) is ready") }
                return
            } catch {
                state.withLock { $0.obstacles[preparation.component] = error.description }
                if case .unreachable = error {
                    if isFirst { firstOutcome(nil) }
                } else if isFirst {
                    firstOutcome(error)
                } else {
                    logger.error("\(preparation.component.title) is not ready: \(error)", ["hint": error.hint])
                }
            }
            isFirst = false
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func settle(_ component: Component) {
        let (observers, waiters) = state.withLock { state in
            state.obstacles[component] = nil
            defer { if state.obstacles.isEmpty { state.waiters = [] } }
            return (state.observers, state.obstacles.isEmpty ? state.waiters : [])
        }
        for observer in observers { observer(component) }
        for waiter in waiters { waiter.resume() }
    }
}
