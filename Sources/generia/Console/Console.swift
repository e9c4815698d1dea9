import EventLoops
import Glibc
import JSONModel
import Synchronization
import Telemetry

/// Where the program writes: data to standard output, everything else to standard error.
final class Console: Sendable {
    /// How much is said beside the results.
    enum Verbosity: Sendable {
        case quiet
        case normal
        case verbose
    }

    let format: OutputFormat
    let verbosity: Verbosity
    let terminal: Terminal
    private let area: LiveArea?
    /// The first error that lost results; a reader that went away is none.
    private let loss = Mutex<Int32?>(nil)

    init(format: OutputFormat, verbosity: Verbosity, terminal: Terminal) {
        self.format = format
        self.verbosity = verbosity
        self.terminal = terminal
        let showsProgress = terminal.isInteractive && verbosity != .quiet && format != .none
        area = showsProgress ? LiveArea(descriptor: STDERR_FILENO) : nil
    }

    // MARK: Standard output

    /// Writes a line of results in the format `text`; nothing in others.
    func say(_ line: String = "") {
        if format == .text { printLine(line) }
    }

    /// Writes a line to standard output, whatever the format but `none`.
    func printLine(_ line: String) {
        if format != .none { printText(line + "\n") }
    }

    /// Writes a text as it is to standard output, whatever the format.
    func printText(_ text: String) {
        area?.clear()
        guard let number = StandardStream.write(text, to: STDOUT_FILENO), number != EPIPE else { return }
        loss.withLock { $0 = $0 ?? number }
    }

    /// Writes a value as a line of JSON.
    func printJSON(_ value: JSONValue) { printLine(value.serialized()) }

    /// Writes a value for people to read in the format `text`, else as a line.
    func printDocument(_ value: JSONValue) {
        printLine(format == .text ? DisplayText.printable(value.serialized(.pretty), keepingLines: true) : value.serialized())
    }

    /// Passes when all results were written, or nobody wanted to read them any more.
    /// - Throws: `CommandError` with `environment`.
    func checkResults() throws(CommandError) {
        guard let number = loss.withLock({ $0 }) else { return }
        throw CommandError(
            .environment, "the results could not be written: \(systemErrorText(number))", hint: "standard output must be writable")
    }

    // MARK: Standard error

    /// Writes a remark for people.
    func note(_ line: String) {
        if verbosity != .quiet { writeError(line) }
    }

    /// Writes a warning.
    func warn(_ message: String) { writeError("\(Style.bad.apply("warning:", terminal)) \(message)") }

    /// Writes an error in the format of the results.
    func report(_ error: CommandError) {
        switch format {
        case .text, .none: writeError(error.text)
        case .json, .jsonl: writeError(error.json.serialized())
        }
    }

    /// Draws lines that the next call replaces; nothing when standard error is no terminal.
    /// - Parameter lines: makes the lines for a number of columns; called only when it is time to draw.
    func showProgress(isLast: Bool = false, _ lines: (Int) -> [String]) {
        area?.show(isLast: isLast, lines)
    }

    /// Where log lines go: above the progress when there is one.
    var logSink: LogSink {
        guard let area else { return .standardError }
        return LogSink { area.writeAbove($0) }
    }

    private func writeError(_ line: String) {
        if let area {
            area.writeAbove(line + "\n")
        } else {
            StandardStream.write(line + "\n", to: STDERR_FILENO)
        }
    }
}

/// Whole writes to a descriptor of the process.
enum StandardStream {
    /// Writes all of `text`; waits while the reader is behind.
    /// - Returns: the system's error number when not all could be written.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno == EAGAIN {
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&wait, 1, -1)
                } else if errno != EINTR {
                    return errno
                }
            }
            return nil
        }
    }
}
