import Glibc

/// Where the bytes of an answer go: memory, or a file.
struct BodySink {
    private let path: String?
    private var descriptor: Int32 = -1
    private var bytes: [UInt8] = []

    /// Collects in memory.
    init() { path = nil }

    /// Writes to the file at `path`.
    init(path: String) { self.path = path }

    mutating func open() throws(HTTPClientError) {
        guard let path else { return }
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    }

    mutating func reserve(_ count: Int) {
        if path == nil, count > 0 { bytes.reserveCapacity(count) }
    }

    mutating func write(_ data: UnsafeRawBufferPointer) throws(HTTPClientError) {
        guard let path else {
            bytes += data
            return
        }
        var offset = 0
        while offset < data.count {
            let written = Glibc.write(descriptor, data.baseAddress.map { $0 + offset }, data.count - offset)
            if written >= 0 {
                offset += written
            } else if errno != EINTR {
                throw .file(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Closes the file, and removes it unless `keeping`. Fails when the system could not write what it had taken.
    mutating func close(keeping: Bool) -> Result<Void, HTTPClientError> {
        guard let path, descriptor >= 0 else { return .success(()) }
        let status = Glibc.close(descriptor)
        let reason = String(cString: strerror(errno))
        descriptor = -1
        if !keeping || status != 0 { unlink(path) }
        return status == 0 ? .success(()) : .failure(.file(path: path, reason: reason))
    }
}
