import Glibc

/// The right to be the only suite on a data directory, held as a lock on the file `.lock` in it, which names the holder's process.
public final class DataDirectoryLock: Sendable {
    private let lock: FileLock

    /// Takes the right, making the directory when it does not exist.
    /// - Throws: ``StoreError/unavailable(_:)`` when another process has it, or when the directory cannot be made or written.
    public init(directory: String) throws(StoreError) {
        try Self.makeDirectory(directory)
        guard access(directory, W_OK | X_OK) == 0 else { throw .unavailable("the data directory \(directory) is not writable") }
        do throws(StoreError) {
            lock = try FileLock(path: "\(directory)/.lock", isExclusive: true)
        } catch {
            guard case .unavailable(let message) = error else { throw error }
            throw .unavailable("the data directory \(directory) is in use: \(message)")
        }
    }

    /// Gives the right back; the file stays.
    public func release() {
        lock.release()
    }

    private static func makeDirectory(_ path: String) throws(StoreError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            prefix += prefix.isEmpty || prefix.hasSuffix("/") ? String(component) : "/\(component)"
            if mkdir(prefix, 0o755) == 0 || errno == EEXIST { continue }
            throw .unavailable("the data directory \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unavailable("the data directory \(path) is not a directory")
        }
    }
}
