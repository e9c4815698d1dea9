import EventLoops
import Glibc

/// Small files of text, read and written whole.
public enum TextFile {
    /// Why a file could not be read or written.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// There is no such file.
        case missing
        /// The file is larger than what is accepted.
        case tooLarge(limit: Int)
        /// The content is not what it should be.
        case unsuitable(String)
        /// The system refused, in its words.
        case refused(String)

        init(errno number: Int32) {
            switch number {
            case ENOENT: self = .missing
            case EISDIR: self = .unsuitable("it is a directory")
            default: self = .refused(systemErrorText(number))
            }
        }

        /// What happened.
        public var description: String {
            switch self {
            case .missing: "no such file or directory"
            case .tooLarge(let limit): "the file is larger than \(limit) bytes"
            case .unsuitable(let text), .refused(let text): text
            }
        }
    }

    /// Reads a file of at most `limit` bytes of UTF-8.
    /// - Throws: `Failure`, also for a larger file and for bytes that are not UTF-8.
    public static func read(_ path: String, limit: Int) throws(Failure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let added = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if added == 0 { break }
            if added > 0 {
                count += added
            } else if errno != EINTR {
                throw Failure(errno: errno)
            }
        }
        guard count <= limit else { throw Failure.tooLarge(limit: limit) }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else { throw Failure.unsuitable("the file is not UTF-8") }
        return text
    }

    /// Replaces a file in one step: whoever reads it sees the old content or the new, also after a crash. Missing directories are made.
    /// - Throws: `Failure`.
    public static func writeAtomically(_ text: String, to path: String) throws(Failure) {
        try makeDirectories(above: path)
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        var bytes = Array(text.utf8)[...]
        var failure: Int32 = 0
        while !bytes.isEmpty, failure == 0 {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { failure = errno }
        }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        close(descriptor)
        if failure == 0, rename(temporary, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary)
            throw Failure(errno: failure)
        }
    }

    /// Makes a directory and those above it.
    /// - Throws: `Failure` when something that is no directory stands in the way, or the system refuses.
    public static func makeDirectories(_ path: String) throws(Failure) {
        guard !path.isEmpty, mkdir(path, 0o755) != 0 else { return }
        switch errno {
        case EEXIST:
            var status = stat()
            guard stat(path, &status) == 0 else { throw Failure(errno: errno) }
            guard status.st_mode & S_IFMT == S_IFDIR else { throw Failure(errno: ENOTDIR) }
        case ENOENT:
            try makeDirectories(above: path)
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure(errno: errno) }
        default: throw Failure(errno: errno)
        }
    }

    private static func makeDirectories(above path: String) throws(Failure) {
        guard let slash = path.lastIndex(of: "/") else { return }
        try makeDirectories(String(path[..<slash]))
    }
}
