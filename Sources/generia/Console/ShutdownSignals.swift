import Glibc
import Synchronization

/// The signals that ask the program to end: SIGINT (Ctrl-C), SIGTERM and SIGHUP.
///
/// They end the process at once until somebody takes them over. Then the first one is passed on, and the second one ends the process.
final class ShutdownSignals: Sendable {
    private struct State {
        var isTakenOver = false
        var isRaised = false
        var handlers: [@Sendable () -> Void] = []
    }

    private let numbers: [Int32]
    private let state = Mutex(State())

    /// Must be called on the only thread of the process: threads inherit what is blocked from the one that makes them.
    init() {
        // `nohup` ignores SIGHUP on behalf of the program, which a blocked signal would defeat.
        numbers = Self.isIgnored(SIGHUP) ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
        var signals = set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in numbers { sigaddset(&signals, number) }
        return signals
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// From now on the first signal is passed on.
    func takeOver() {
        state.withLock { $0.isTakenOver = true }
    }

    /// Returns with the first signal, at once when that has come already.
    func first() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            onFirst { continuation.resume() }
        }
    }

    /// Calls `handler` with the first signal, on any thread, at once when that has come already.
    func onFirst(_ handler: @escaping @Sendable () -> Void) {
        let isRaised = state.withLock { state in
            if !state.isRaised { state.handlers.append(handler) }
            return state.isRaised
        }
        if isRaised { handler() }
    }

    /// Waits for signals as long as the process lives.
    func serve() -> Never {
        var signals = set
        var number: Int32 = 0
        while true {
            guard sigwait(&signals, &number) == 0 else { continue }
            let handlers = state.withLock { state in
                // 128 and the number: what a shell reports of a process that a signal has ended.
                if !state.isTakenOver || state.isRaised { _exit(128 + number) }
                state.isRaised = true
                defer { state.handlers = [] }
                return state.handlers
            }
            for handler in handlers { handler() }
        }
    }
}
