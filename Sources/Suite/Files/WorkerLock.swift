import EventLoops
import Glibc

/// The sign that a worker is alive in a data directory that several share: a lock of the kernel (`flock`), which ends with the process.
final class WorkerLock: Sendable {
    /// Whether no other worker was alive when this one came; then tasks in progress are nobody's.
    let isFirst: Bool
    private let lock: Int32

    /// - Throws: ``SuiteError/dataDirectoryUnusable(path:reason:)`` when the file cannot be made.
    init(in directory: DataDirectory) throws(SuiteError) {
        let descriptor = open(directory.file("worker.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .dataDirectoryUnusable(path: directory.path, reason: systemErrorText(errno)) }
        isFirst = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        // Another one that comes in between takes itself for the first, too: then tasks may be run twice, which does no harm.
        guard flock(descriptor, LOCK_SH) == 0 else {
            let number = errno
            close(descriptor)
            throw .dataDirectoryUnusable(path: directory.path, reason: systemErrorText(number))
        }
        lock = descriptor
    }

    deinit {
        close(lock)
    }
}
