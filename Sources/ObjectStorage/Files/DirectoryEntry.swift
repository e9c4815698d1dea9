import Glibc

/// A name in a directory.
struct DirectoryEntry {
    let name: String
    let isDirectory: Bool

    /// The directories and regular files in a directory; whatever else is there is left out.
    static func entries(of path: String) throws(SystemError) -> [DirectoryEntry] {
        guard let stream = opendir(path) else { throw SystemError(call: "opendir", code: errno) }
        defer { closedir(stream) }
        var entries: [DirectoryEntry] = []
        while let entry = readdir(stream) {
            // The name is read in place: the record behind `entry` may be shorter than its declared type.
            let name = UnsafeRawPointer(entry).advanced(by: MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
            guard let text = String(validatingCString: name.assumingMemoryBound(to: CChar.self)), text != ".", text != ".." else {
                continue
            }
            switch Int(entry.pointee.d_type) {
            case Int(DT_DIR): entries.append(DirectoryEntry(name: text, isDirectory: true))
            case Int(DT_REG): entries.append(DirectoryEntry(name: text, isDirectory: false))
            case Int(DT_UNKNOWN):
                var status = stat()
                guard lstat("\(path)/\(text)", &status) == 0 else { continue }
                let kind = status.st_mode & S_IFMT
                if kind == S_IFDIR || kind == S_IFREG { entries.append(DirectoryEntry(name: text, isDirectory: kind == S_IFDIR)) }
            default: continue
            }
        }
        return entries
    }
}
