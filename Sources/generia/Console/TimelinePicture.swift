import Environments
import JSONModel

/// The timeline of a world as lines of characters: a row for each task, attempts as bars, pauses between them lighter.
struct TimelinePicture {
    private struct Span {
        let start: Timestamp
        let end: Timestamp
    }

    private struct Row {
        let label: String
        let attempts: [Span]
        let note: String
    }

    private static let leastWidth = 20

    private let rows: [Row]
    private let whole: Span
    private let terminal: Terminal

    /// - Parameter timeline: what the administration endpoint says of a world's times.
    init(_ timeline: JSONValue, terminal: Terminal) {
        self.terminal = terminal
        let tasks = timeline["tasks"]?.arrayValue ?? []
        let times = tasks.flatMap { task in
            [task.time("created_at"), task.time("finished_at")]
                + (task["attempts"]?.arrayValue ?? []).flatMap { [$0.time("started_at"), $0.time("ended_at")] }
        }
        .compactMap { $0 }
        let end = (times + [timeline.time("updated_at")].compactMap { $0 }).max() ?? Timestamp(seconds: 0)
        whole = Span(start: times.min() ?? end, end: end)
        rows = tasks.map { Self.row($0, end: end) }
    }

    private static func row(_ task: JSONValue, end: Timestamp) -> Row {
        let attempts = (task["attempts"]?.arrayValue ?? []).compactMap { attempt in
            attempt.time("started_at").map { Span(start: $0, end: attempt.time("ended_at") ?? end) }
        }
        var notes: [String] = []
        if let first = attempts.first, let last = attempts.last { notes.append(Seconds.text(last.end - first.start)) }
        if attempts.count > 1 { notes.append("\(attempts.count) attempts") }
        if task.text("status") != "completed" { notes.append(task.text("status")) }
        if !task.text("error").isEmpty { notes.append(task.text("error")) }
        return Row(
            label: "\(task.text("type")) \(task.text("_id").prefix(8))", attempts: attempts, note: notes.joined(separator: ", "))
    }

    func lines(columns: Int) -> [String] {
        let labels = (rows.map(\.label.count).max() ?? 0) + 2
        let room = max(Self.leastWidth, (columns - labels) * 2 / 3)
        let scale = "".padded(to: labels) + "0" + Seconds.text(whole.end - whole.start).leftPadded(to: room - 1)
        return [scale]
            + rows.map { row in
                row.label.padded(to: labels) + bar(row, room) + "  "
                    + DisplayText.fitted(row.note, to: max(60, columns - labels - room - 2))
            }
    }

    private func bar(_ row: Row, _ width: Int) -> String {
        let (full, light) = terminal.showsUnicode ? ("█", "░") : ("#", "-")
        guard let first = row.attempts.first, let last = row.attempts.last else { return String(repeating: " ", count: width) }
        var cells = Array(repeating: " ", count: width)
        for cell in cell(first.start, width)...max(cell(first.start, width), cell(last.end, width)) { cells[cell] = light }
        for attempt in row.attempts {
            let start = cell(attempt.start, width)
            for cell in start...max(start, cell(attempt.end, width)) { cells[cell] = full }
        }
        return cells.joined()
    }

    /// The cell of a time, within the picture whatever the clocks said.
    private func cell(_ time: Timestamp, _ width: Int) -> Int {
        let total = max((whole.end - whole.start).wholeMilliseconds, 1)
        let offset = (time - whole.start).wholeMilliseconds
        return min(max(Int(offset * Int64(width - 1) / total), 0), width - 1)
    }
}

extension JSONValue {
    /// A member that is a time.
    func time(_ key: String) -> Timestamp? { self[key]?.stringValue.flatMap { Timestamp(rfc3339: $0) } }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
