import EventLoops
import Glibc
import JSONModel

/// The directory of a suite's data, held by one suite at a time.
///
/// The lock is the kernel's (`flock`), so it ends with the process however that ends; the file also says whose it is and how many
/// suites have worked here before.
public final class DataDirectory: Sendable {
    private static let sizeLimit = 4096

    /// The path as it was given.
    public let path: String
    /// How many suites have worked in the directory before this one.
    public let earlierRuns: Int
    /// `nil` for a guest.
    private let lock: Int32?

    /// Makes the directory when it is missing, and takes it.
    /// - Throws: ``SuiteError/dataDirectoryBusy(path:pid:)`` when another suite has it, ``SuiteError/dataDirectoryUnusable(path:reason:)``
    ///   when it cannot be made or written.
    public init(_ path: String) throws(SuiteError) {
        try Self.make(path)
        let file = "\(path)/suite.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .dataDirectoryUnusable(path: path, reason: systemErrorText(errno)) }
        let content = (try? TextFile.read(file, limit: Self.sizeLimit)).flatMap { try? JSONValue(parsing: $0) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            guard number == EWOULDBLOCK else { throw .dataDirectoryUnusable(path: path, reason: systemErrorText(number)) }
            throw .dataDirectoryBusy(path: path, pid: content?["pid"]?.intValue)
        }
        let earlierRuns = content?["runs"]?.intValue ?? 0
        let new: JSONValue = ["pid": .int(Int(getpid())), "runs": .int(earlierRuns + 1)]
        let text = Array((new.serialized() + "\n").utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            let number = errno
            close(descriptor)
            throw .dataDirectoryUnusable(path: path, reason: systemErrorText(number))
        }
        self.path = path
        self.earlierRuns = earlierRuns
        lock = descriptor
    }

    /// Uses the directory beside the suite that holds it; makes it when it is missing.
    /// - Throws: ``SuiteError/dataDirectoryUnusable(path:reason:)`` when it cannot be made.
    public init(guestIn path: String) throws(SuiteError) {
        try Self.make(path)
        self.path = path
        earlierRuns = 0
        lock = nil
    }

    /// The absolute path of a directory or file, without links; `nil` when there is none.
    public static func absolute(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private static func make(_ path: String) throws(SuiteError) {
        do throws(TextFile.Failure) {
            try TextFile.makeDirectories(path)
        } catch {
            throw .dataDirectoryUnusable(path: path, reason: error.description)
        }
    }

    deinit {
        if let lock { close(lock) }
    }

    /// The path of a file in the directory.
    public func file(_ name: String) -> String { "\(path)/\(name)" }
}
