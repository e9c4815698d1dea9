import Glibc
import Synchronization

/// A file on its way into the store: it is removed with its last reference, unless it was moved to its place before. Every call blocks.
final class UnfinishedFile: Sendable {
    private let path: String
    private let descriptor: FileDescriptor
    private let isMoved = Atomic(false)

    /// Makes an empty file; there must be none at `path`.
    init(path: String) throws(SystemError) {
        self.path = path
        descriptor = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
    }

    deinit {
        if !isMoved.load(ordering: .relaxed) { unlink(path) }
    }

    /// Adds `bytes` to the end.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        try descriptor.write(bytes)
    }

    /// Adds the bytes of a stored object to the end.
    func append(_ object: ObjectFile) throws(SystemError) {
        var offset = 0
        while offset < object.metadata.size {
            let copied = try descriptor.copy(from: object.descriptor, at: offset, count: object.metadata.size - offset)
            guard copied > 0 else { throw SystemError(call: "copy", code: EBADMSG) }
            offset += copied
        }
    }

    /// Gives the file its place, replacing what is there.
    func move(to path: String) throws(SystemError) {
        _ = try SystemError.check("rename") { rename(self.path, path) }
        isMoved.store(true, ordering: .relaxed)
    }

    /// Gives the file its place unless there is something already, which fails with `EEXIST`.
    func moveIntoVacant(_ path: String) throws(SystemError) {
        _ = try SystemError.check("link") { link(self.path, path) }
    }
}
