import Glibc

/// An open file, closed with the last reference. Every call blocks: event loops must not make it.
final class FileDescriptor: Sendable {
    /// The descriptor; valid as long as this object lives.
    let number: Int32

    /// Opens `path` as `open(2)` does, never across `exec`.
    /// - Throws: the system's error.
    init(path: String, flags: Int32, mode: mode_t = 0) throws(SystemError) {
        number = try SystemError.check("open") { open(path, flags | O_CLOEXEC, mode) }
    }

    deinit {
        close(number)
    }

    /// The file's length in bytes, and when its content changed last, in microseconds since 1970.
    func status() throws(SystemError) -> (size: Int, modified: Int64) {
        var status = stat()
        _ = try SystemError.check("stat") { fstat(number, &status) }
        return (Int(status.st_size), Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000)
    }

    /// Appends all of `bytes` at the file's position.
    func write(_ bytes: some Sequence<UInt8>) throws(SystemError) {
        let result: Result<Void, SystemError>? = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(SystemError) in try writeAll(UnsafeRawBufferPointer(buffer)) }
        }
        if let result { return try result.get() }
        let copy = Array(bytes)
        try copy.withUnsafeBytes { buffer in Result { () throws(SystemError) in try writeAll(buffer) } }.get()
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = try SystemError.check("write") { Glibc.write(number, piece.baseAddress, piece.count) }
            rest = rest.dropFirst(count)
        }
    }

    /// Adds bytes of `source` from `offset` on at this file's position, within the kernel where the file systems allow it.
    /// - Returns: how many were copied, at most `count`; 0 at the end of `source`.
    func copy(from source: FileDescriptor, at offset: Int, count: Int) throws(SystemError) -> Int {
        var position = off_t(offset)
        do {
            return try SystemError.check("copy") { sendfile(number, source.number, &position, count) }
        } catch let error where error.code == EINVAL || error.code == ENOSYS {
            let bytes = try source.read(at: offset, count: min(count, 1024 * 1024))
            try write(bytes)
            return bytes.count
        }
    }

    /// The `count` bytes at `offset`, fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, initialized in
            do throws(SystemError) {
                while initialized < count {
                    let received = try SystemError.check("read") {
                        pread(number, buffer.baseAddress.map { $0 + initialized }, count - initialized, off_t(offset + initialized))
                    }
                    if received == 0 { break }
                    initialized += received
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

/// A system call that failed.
struct SystemError: Error, Hashable, CustomStringConvertible {
    let call: String
    let code: Int32

    /// Makes `call` again while it is interrupted.
    /// - Throws: its error when it returns a negative number.
    static func check<Number: SignedInteger>(_ call: String, _ body: () -> Number) throws(SystemError) -> Number {
        while true {
            let result = body()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw SystemError(call: call, code: code) }
        }
    }

    var description: String { "\(call): \(String(cString: strerror(code)))" }
}
