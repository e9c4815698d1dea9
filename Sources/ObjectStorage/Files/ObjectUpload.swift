import Glibc
import Hashing
import Synchronization

/// An object on its way into the store: bytes go to a file of their own, which becomes the object in one step at the end or disappears.
///
/// A value of this type is moved from one step of an upload to the next; each step may run on another thread.
struct ObjectUpload: Sendable {
    private(set) var size = 0
    private let file: TemporaryFile
    private var md5 = IncrementalMD5()
    private var sha256 = IncrementalSHA256()
    private var checksum: Checksum?

    /// Starts with nothing, in a new file at `path`.
    /// - Parameter algorithm: a checksum to compute beside the digests.
    init(path: String, checksum algorithm: Checksum.Algorithm?) throws(SystemError) {
        checksum = algorithm.map { Checksum($0) }
        file = try TemporaryFile(path: path)
    }

    /// Adds `bytes` to the end.
    mutating func append(_ bytes: [UInt8]) throws(SystemError) {
        try file.descriptor.write(bytes)
        md5.update(bytes)
        sha256.update(bytes)
        checksum?.update(bytes)
        size += bytes.count
    }

    /// The digests of everything so far.
    func digests() -> ObjectDigests {
        var (md5, sha256) = (md5, sha256)
        return ObjectDigests(md5: md5.finalize(), sha256: sha256.finalize(), checksum: checksum)
    }

    /// Adds the trailer that makes the file an object.
    func finish(trailer: [UInt8]) throws(SystemError) {
        try file.descriptor.write(trailer)
    }

    /// Gives the file its place, replacing what is there.
    func moveInto(_ path: String) throws(SystemError) {
        _ = try SystemError.check("rename") { rename(file.path, path) }
        file.isMoved.store(true, ordering: .relaxed)
    }

    /// Gives the file its place unless there is something already, which fails with `EEXIST`.
    func moveIntoVacant(_ path: String) throws(SystemError) {
        _ = try SystemError.check("link") { link(file.path, path) }
    }

    /// A file that is removed with its last reference, unless it was moved to another place.
    private final class TemporaryFile: Sendable {
        let path: String
        let descriptor: FileDescriptor
        let isMoved = Atomic(false)

        init(path: String) throws(SystemError) {
            self.path = path
            descriptor = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
        }

        deinit {
            if !isMoved.load(ordering: .relaxed) { unlink(path) }
        }
    }
}

/// The digests of an object's bytes.
struct ObjectDigests: Sendable {
    let md5: [UInt8]
    let sha256: [UInt8]
    let checksum: Checksum?

    init(md5: [UInt8], sha256: [UInt8], checksum: Checksum?) {
        self.md5 = md5
        self.sha256 = sha256
        self.checksum = checksum
    }

    /// The digests of bytes that are in memory.
    init(of bytes: [UInt8], checksum algorithm: Checksum.Algorithm?) {
        var checksum = algorithm.map { Checksum($0) }
        checksum?.update(bytes)
        self.init(md5: Hashing.md5(bytes), sha256: Hashing.sha256(bytes), checksum: checksum)
    }

    var md5Hex: String { Hashing.hex(md5) }
    var sha256Hex: String { Hashing.hex(sha256) }
}
