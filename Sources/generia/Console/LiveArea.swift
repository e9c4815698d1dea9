import EventLoops
import Synchronization

/// A few lines at the end of a terminal that are drawn over in place, at most ten times a second.
final class LiveArea: Sendable {
    private struct State {
        var lines: [String] = []
        var drawnAt: MonotonicTime?
    }

    private static let interval = Duration.milliseconds(100)
    private let descriptor: Int32
    private let state = Mutex(State())

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Draws the lines in the place of those drawn before.
    /// - Parameters:
    ///   - isLast: draw in any case, and let the lines stand.
    ///   - lines: makes the lines for a number of columns.
    func show(isLast: Bool, _ lines: (Int) -> [String]) {
        state.withLock { state in
            let now = MonotonicTime.now()
            if !isLast, let drawnAt = state.drawnAt, now - drawnAt < Self.interval { return }
            let new = lines(Terminal.columns)
            StandardStream.write(Self.erasure(of: state.lines) + Self.drawing(of: new), to: descriptor)
            state.lines = isLast ? [] : new
            state.drawnAt = now
        }
    }

    /// Writes `text`, which ends with a line feed, above the lines.
    func writeAbove(_ text: String) {
        state.withLock { state in
            _ = StandardStream.write(Self.erasure(of: state.lines) + text + Self.drawing(of: state.lines), to: descriptor)
        }
    }

    /// Takes the lines away.
    func clear() {
        state.withLock { state in
            guard !state.lines.isEmpty else { return }
            StandardStream.write(Self.erasure(of: state.lines), to: descriptor)
            state.lines = []
        }
    }

    /// Moves to the first line and erases everything below.
    private static func erasure(of lines: [String]) -> String {
        lines.isEmpty ? "" : "\u{1B}[\(lines.count)A\r\u{1B}[J"
    }

    private static func drawing(of lines: [String]) -> String {
        lines.map { $0 + "\n" }.joined()
    }
}
