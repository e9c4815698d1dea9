import Environments
import Glibc
import Synchronization

/// Buckets and objects as directories and files. Every method blocks: it belongs on a pool, not on an event loop.
///
/// Layout below the root: `<bucket>/<path of the key>` (see ``ObjectPath``), `.uploads/` for what is not complete yet and nobody can finish after
/// this process, and `.multipart/` for multipart uploads, which outlive it. Bucket names cannot begin with a dot, so these never meet.
final class ObjectDirectory: Sendable {
    private let root: String
    private let temporaryCount = Atomic(0)

    /// The store below `root`, which is made when it is missing. What interrupted uploads have left behind is removed.
    init(root: String) throws(SystemError) {
        self.root = root
        try Self.makeDirectories(root)
        try Self.makeDirectories(uploads)
        try Self.makeDirectories(multipart)
        for entry in try DirectoryEntry.entries(of: uploads) { Self.remove("\(uploads)/\(entry.name)") }
    }

    // MARK: Buckets

    func hasBucket(_ bucket: String) -> Bool {
        access(path(of: bucket), F_OK) == 0
    }

    /// Makes an empty bucket; says whether it is new.
    func createBucket(_ bucket: String) throws(SystemError) -> Bool {
        do {
            _ = try SystemError.check("mkdir") { mkdir(path(of: bucket), 0o755) }
            return true
        } catch let error where error.code == EEXIST {
            return false
        }
    }

    /// Removes an empty bucket, and the multipart uploads that were to go into it.
    /// - Throws: `ENOENT` when there is none, `ENOTEMPTY` when it has objects.
    func deleteBucket(_ bucket: String) throws(SystemError) {
        _ = try SystemError.check("rmdir") { rmdir(path(of: bucket)) }
        for upload in try multipartUploads() where upload.bucket == bucket { try removeMultipart(upload.id) }
    }

    /// The names of the buckets in their order, with the time of the last change to the set of their top-level names.
    func buckets() throws(SystemError) -> [(name: String, changed: Timestamp)] {
        try DirectoryEntry.entries(of: root).filter { $0.isDirectory && BucketName.isValid($0.name) }.compactMap { entry in
            var status = stat()
            guard stat(path(of: entry.name), &status) == 0 else { return nil }
            return (entry.name, Timestamp(seconds: Int64(status.st_mtim.tv_sec)))
        }.sorted { $0.name < $1.name }
    }

    // MARK: Objects

    /// The object of a key; `nil` when there is none.
    func object(_ key: String, in bucket: String) throws(SystemError) -> ObjectFile? {
        try ObjectFile(path: path(of: bucket, key: key))
    }

    /// A new upload; it belongs to no key until it is stored.
    func beginUpload(needsSHA256: Bool = false, checksum: Checksum.Algorithm? = nil) throws(SystemError) -> ObjectUpload {
        try ObjectUpload(file: beginFile(), needsSHA256: needsSHA256, checksum: checksum)
    }

    /// A new file outside of all buckets.
    func beginFile() throws(SystemError) -> UnfinishedFile {
        try UnfinishedFile(path: temporaryPath())
    }

    /// Makes a finished upload the object of a key, in one step.
    /// - Parameter onlyIfVacant: fail with `EEXIST` when the key has an object.
    /// - Throws: `ENOENT` when there is no such bucket.
    func store(_ upload: ObjectUpload, as key: String, in bucket: String, onlyIfVacant: Bool) throws(SystemError) {
        try store(upload.file, as: key, in: bucket, onlyIfVacant: onlyIfVacant)
    }

    /// Makes a file that ends with an object's trailer the object of a key, in one step.
    func store(_ file: UnfinishedFile, as key: String, in bucket: String, onlyIfVacant: Bool) throws(SystemError) {
        let path = path(of: bucket, key: key)
        // Removing the last object of a directory removes the directory too, perhaps just when this object is about to enter it.
        for _ in 0..<100 {
            do {
                return onlyIfVacant ? try file.moveIntoVacant(path) : try file.move(to: path)
            } catch let error where error.code == ENOENT {
                guard hasBucket(bucket) else { throw error }
                try makeParents(of: key, in: bucket)
            }
        }
        throw SystemError(call: "rename", code: EBUSY)
    }

    /// Removes the object of a key, and the directories that become empty. A key without an object is fine.
    func delete(_ key: String, in bucket: String) throws(SystemError) {
        do {
            _ = try SystemError.check("unlink") { unlink(path(of: bucket, key: key)) }
        } catch let error where error.code == ENOENT || error.code == ENOTDIR {
            return
        }
        var names = ObjectPath.names(of: key).dropLast()
        while !names.isEmpty, rmdir("\(path(of: bucket))/\(names.joined(separator: "/"))") == 0 { names = names.dropLast() }
    }

    /// The keys that begin with `prefix`, in the order of their UTF-8 bytes.
    func keys(in bucket: String, prefix: String) throws(SystemError) -> [String] {
        var keys: [String] = []
        var pending = [ObjectPath.directory(ofPrefix: prefix)]
        while let directory = pending.popLast() {
            let separator = directory.isEmpty ? "" : "/"
            let entries: [DirectoryEntry]
            do {
                entries = try DirectoryEntry.entries(of: "\(path(of: bucket))/\(directory)")
            } catch let error where error.code == ENOENT || error.code == ENOTDIR {
                continue
            }
            for entry in entries {
                let path = "\(directory)\(separator)\(entry.name)"
                if entry.isDirectory {
                    pending.append(path)
                } else if let key = ObjectPath.key(of: path), key.utf8.starts(with: prefix.utf8) {
                    keys.append(key)
                }
            }
        }
        return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    // MARK: Paths

    private var uploads: String { "\(root)/.uploads" }

    /// The directory of the multipart uploads.
    var multipart: String { "\(root)/.multipart" }

    /// A path of its own for something that is not finished.
    func temporaryPath() -> String {
        "\(uploads)/\(getpid())-\(temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue)"
    }

    /// Removes a file, or a directory of files; what cannot be removed stays until the next start.
    static func remove(_ path: String) {
        for entry in (try? DirectoryEntry.entries(of: path)) ?? [] { unlink("\(path)/\(entry.name)") }
        if rmdir(path) != 0 { unlink(path) }
    }

    private func path(of bucket: String) -> String {
        "\(root)/\(bucket)"
    }

    private func path(of bucket: String, key: String) -> String {
        "\(root)/\(bucket)/\(ObjectPath.path(of: key))"
    }

    private func makeParents(of key: String, in bucket: String) throws(SystemError) {
        var directory = path(of: bucket)
        for name in ObjectPath.names(of: key).dropLast() {
            directory += "/\(name)"
            if mkdir(directory, 0o755) != 0, errno != EEXIST, errno != ENOENT { throw SystemError(call: "mkdir", code: errno) }
        }
    }

    private static func makeDirectories(_ path: String) throws(SystemError) {
        var directory = path.hasPrefix("/") ? "/" : ""
        for name in path.utf8.split(separator: UInt8(ascii: "/")) {
            directory += "\(Substring(name))/"
            if mkdir(directory, 0o755) != 0, errno != EEXIST { throw SystemError(call: "mkdir \(directory)", code: errno) }
        }
    }
}
