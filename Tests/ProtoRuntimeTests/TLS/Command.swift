import EventLoops
import Foundation
import Testing

/// Runs programs that were not written here.
///
/// Not with Foundation's `Process`: its pipes are inherited by whatever is started at the same time, which then keeps them open, and so is
/// the signal mask of the tests' threads, which keeps SIGTERM from the program.
struct Command: Sendable {
    struct Outcome: Sendable {
        /// The exit status; 124 when the time was over.
        var status: Int32
        /// What the program has written to its output and its errors.
        var output: String
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Threads that wait for programs and sockets: the few on which tests run must not, or other tests miss their deadlines.
    static let waiting = BlockingPool(threads: 8, name: "commands")

    let words: [String]

    /// A program of the system, found in `PATH`.
    static func system(_ name: String, _ arguments: [String]) -> Command { Command(words: [name] + arguments) }

    /// A script of `Tests/Fixtures`, run by the Python of the tests' environment.
    static func python(_ script: String, _ arguments: [String]) throws -> Command {
        let python = root.appendingPathComponent(".venv/bin/python").path
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "the foreign clients of the tests are missing: run scripts/install-deps.sh test")
        return Command(words: [python, root.appendingPathComponent("Tests/Fixtures/\(script)").path] + arguments)
    }

    /// Runs the program to its end, at most `limit` seconds.
    func run(input: String = "", limit: Int = 60) async throws -> Outcome {
        try await Self.waiting.run { () throws -> Outcome in try runBlocking(input: input, limit: limit) }
    }

    func runBlocking(input: String = "", limit: Int = 60) throws -> Outcome {
        let program = try Program(self, limit: limit, takesErrors: true)
        program.write(input)
        let output = program.readAll()
        return Outcome(status: program.wait(), output: output)
    }
}

/// A program that is running, with a pipe to its input and one from its output.
final class Program: Sendable {
    private let process: pid_t
    private let input: Int32
    private let output: Int32

    /// - Parameters:
    ///   - command: the program.
    ///   - limit: after how many seconds it is ended, so that none outlives the tests, whatever becomes of them.
    ///   - takesErrors: whether its errors go into the pipe, too; otherwise they are dropped.
    init(_ command: Command, limit: Int, takesErrors: Bool) throws {
        let (input, output) = (try Self.pipe(), try Self.pipe())
        defer {
            close(input.read)
            close(output.write)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.read, 0)
        posix_spawn_file_actions_adddup2(&actions, output.write, 1)
        if takesErrors {
            posix_spawn_file_actions_adddup2(&actions, output.write, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var arguments = (["timeout", "\(limit)"] + command.words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let status = posix_spawnp(&process, "timeout", &actions, &attributes, &arguments, environ)
        try #require(status == 0, "cannot run \(command.words): \(systemErrorText(status))")
        self.process = process
        self.input = input.write
        self.output = output.read
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Foundation.pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Writes and ends the program's input.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(input)
    }

    /// Reads one line without its end; `nil` when there is none any more.
    func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    func readAll() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = read(output, &buffer, buffer.count), count > 0 { bytes += buffer[0..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits for the end and gives the exit status.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        close(output)
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    func terminate() {
        kill(process, SIGTERM)
        close(input)
        _ = wait()
    }
}

/// A program that serves until the test is over.
struct ServingProgram: Sendable {
    private let program: Program
    /// The port at the end of the line in which the program says that it serves.
    let port: Int

    /// - Parameters:
    ///   - command: the program.
    ///   - greeting: how that line begins.
    init(_ command: Command, greeting: String = "") async throws {
        let program = try Program(command, limit: 120, takesErrors: false)
        let line = await Command.waiting.run { () -> String? in
            var line = program.readLine()
            while let text = line, !text.hasPrefix(greeting) { line = program.readLine() }
            return line
        }
        let digits = (line ?? "").reversed().prefix { $0.isNumber }.reversed()
        port = try #require(Int(String(digits)), "the program does not serve: \(command.words)")
        self.program = program
    }

    func stop() { program.terminate() }
}
