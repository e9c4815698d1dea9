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

    private static let firstPause = Duration.milliseconds(250)
    private static let longestPause = Duration.seconds(5)

    private let logger: Logger
    private let state = Mutex(State())
    private let retries = Mutex<Task<Void, Never>?>(nil)

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

    /// Prepares all components at the same time. Those that something out of reach holds up are tried again in the background.
    /// - Throws: the first failure that waiting does not mend.
    func prepare(_ preparations: [Preparation]) async throws(SuiteError) {
        let waiting = try await attempt(preparations)
        guard !waiting.isEmpty else { return }
        for reason in obstacles { logger.info("waiting: \(reason)") }
        let task = Task { await self.retry(waiting) }
        retries.withLock { $0 = task }
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

    /// Stops trying.
    func abandon() async {
        let task = retries.withLock { $0.take() }
        task?.cancel()
        await task?.value
        let waiters = state.withLock { state in
            state.isAbandoned = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: Trying

    private func retry(_ preparations: [Preparation]) async {
        var waiting = preparations
        var pause = Self.firstPause
        while !waiting.isEmpty {
            do { try await Task.sleep(for: pause) } catch { return }
            pause = min(pause * 2, Self.longestPause)
            do throws(SuiteError) {
                waiting = try await attempt(waiting)
            } catch {
                logger.error("still waiting: \(error)", ["hint": error.hint])
            }
        }
        logger.warning("everything that was waited for has come")
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Tries once, and gives what is to be tried again.
    private func attempt(_ preparations: [Preparation]) async throws(SuiteError) -> [Preparation] {
        let results = await withTaskGroup(of: (Int, SuiteError?).self) { group in
            for (index, preparation) in preparations.enumerated() {
                group.addTask {
                    do throws(SuiteError) {
                        try await preparation.work()
                        return (index, nil)
                    } catch {
                        return (index, error)
                    }
                }
            }
            return await group.reduce(into: [SuiteError?](repeating: nil, count: preparations.count)) { $0[$1.0] = $1.1 }
        }
        var waiting: [Preparation] = []
        var failure: SuiteError?
        for (preparation, error) in zip(preparations, results) {
            switch error {
            case nil: settle(preparation.component)
            case .unreachable?: break
            case let error?: failure = failure ?? error
            }
            guard let error else { continue }
            state.withLock { $0.obstacles[preparation.component] = error.description }
            waiting.append(preparation)
        }
        if let failure { throw failure }
        return waiting
    }

    private func settle(_ component: Component) {
        let observers = state.withLock { state in
            state.obstacles.removeValue(forKey: component) == nil ? [] : state.observers
        }
        for observer in observers { observer(component) }
    }
}
