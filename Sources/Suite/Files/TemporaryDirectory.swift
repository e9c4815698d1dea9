import EventLoops
import Glibc

/// A directory for data that end with the process.
struct TemporaryDirectory: Sendable {
    let path: String

    /// The directory at `path`, which is there already.
    init(path: String) {
        self.path = path
    }

    /// Makes an empty directory under `TMPDIR`, or `/tmp`.
    /// - Throws: ``SuiteError/dataDirectoryUnusable(path:reason:)``.
    init() throws(SuiteError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let template = "\(parent.isEmpty ? "/tmp" : parent)/generia-XXXXXX"
        var name = template.utf8CString
        let made = name.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { throw .dataDirectoryUnusable(path: template, reason: systemErrorText(errno)) }
        path = made
    }

    /// Removes the directory with everything in it.
    func remove() { Self.remove(path) }

    /// Links are removed themselves, not what they lead to.
    private static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}
