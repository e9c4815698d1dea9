import Glibc

/// Where the bytes of a request body come from.
struct BodySource {
    private let body: HTTPClientBody
    private var offset = 0
    private var descriptor: Int32 = -1
    /// The number of bytes to send; `nil` without a body. For a file, known once it is open.
    private(set) var size: Int?

    init(_ body: HTTPClientBody) {
        self.body = body
        if case .bytes(let bytes) = body { size = bytes.count }
    }

    mutating func open() throws(HTTPClientError) {
        guard case .file(let path) = body else { return }
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close()
            throw .file(path: path, reason: "not a regular file")
        }
        size = status.st_size
    }

    /// Copies the next bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(HTTPClientError) -> Int {
        let count: Int
        switch body {
        case .none: count = 0
        case .bytes(let bytes):
            count = min(buffer.count, bytes.count - offset)
            bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        case .file(let path):
            count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            guard count >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        }
        offset += count
        return count
    }

    /// Goes to `offset`; false when that is outside of the body.
    mutating func seek(to offset: Int) -> Bool {
        guard let size, (0...size).contains(offset) else { return offset == 0 }
        self.offset = offset
        return true
    }

    mutating func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}
