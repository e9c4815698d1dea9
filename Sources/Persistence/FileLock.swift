import Glibc
import Synchronization

/// An advisory lock of the kernel on a file. It ends with the process, however that ends.
final class FileLock: Sendable {
    /// `nil` once released.
    private let descriptor: Mutex<Int32?>
    private let isExclusive: Bool

    /// Locks the file, which is made when it does not exist. An exclusive holder's process is named in it.
    /// - Throws: ``StoreError/unavailable(_:)`` when another holder's lock excludes this one.
    init(path: String, isExclusive: Bool) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unavailable("\(path) cannot be opened: \(String(cString: strerror(errno)))") }
        guard flock(descriptor, (isExclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            let holder = Self.text(descriptor)
            close(descriptor)
            throw .unavailable("\(path) is locked by another process\(holder.isEmpty ? "" : ", \(holder)")")
        }
        self.descriptor = Mutex(descriptor)
        self.isExclusive = isExclusive
        guard isExclusive else { return }
        ftruncate(descriptor, 0)
        _ = Array("process \(getpid())\n".utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit {
        release()
    }

    /// Gives the lock back. The file stays, without a name in it: removing it could take away the lock of the next holder.
    func release() {
        descriptor.withLock { descriptor in
            if let descriptor {
                if isExclusive { ftruncate(descriptor, 0) }
                // Closing the descriptor ends its lock.
                close(descriptor)
            }
            descriptor = nil
        }
    }

    private static func text(_ descriptor: Int32) -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, 64, 0))
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
