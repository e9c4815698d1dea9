import Environments
import Glibc

/// Multipart uploads: a directory `.multipart/<id>` each, with a file `upload` that says what is uploaded, and a file for each part that is
/// named by its number. All of them have the form of stored objects, and all appear and disappear in one step.
extension ObjectDirectory {
    private static let description = "upload"

    /// Begins an upload; false when its identifier is taken.
    /// - Parameter trailer: the upload's description.
    func beginMultipart(_ id: String, trailer: [UInt8]) throws(SystemError) -> Bool {
        let directory = temporaryPath()
        defer { Self.remove(directory) }
        _ = try SystemError.check("mkdir") { mkdir(directory, 0o755) }
        try FileDescriptor(path: "\(directory)/\(Self.description)", flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o644).write(trailer)
        do {
            _ = try SystemError.check("rename") { rename(directory, path(ofUpload: id)) }
            return true
        } catch let error where error.code == EEXIST || error.code == ENOTEMPTY {
            return false
        }
    }

    /// The upload of an identifier; `nil` when there is none, none any more, or one that was damaged from outside.
    func multipartUpload(_ id: String) throws(SystemError) -> MultipartUpload? {
        guard MultipartUpload.isID(id) else { return nil }
        do {
            let file = try ObjectFile(path: "\(path(ofUpload: id))/\(Self.description)")
            return file.flatMap { MultipartUpload(id: id, description: $0.metadata) }
        } catch let error where error.code == EBADMSG {
            return nil
        }
    }

    /// All uploads that are under way, in the order of their keys, those of one key in the order in which they were begun.
    func multipartUploads() throws(SystemError) -> [MultipartUpload] {
        var uploads: [MultipartUpload] = []
        for entry in try DirectoryEntry.entries(of: multipart) {
            if let upload = try multipartUpload(entry.name) { uploads.append(upload) }
        }
        return uploads.sorted { first, second in
            first.key.utf8.elementsEqual(second.key.utf8) ? first.id < second.id : first.key.utf8.lexicographicallyPrecedes(second.key.utf8)
        }
    }

    /// Keeps a finished part, replacing the one of this number.
    /// - Throws: `ENOENT` when the upload is gone.
    func store(_ part: ObjectUpload, asPart number: Int, of id: String) throws(SystemError) {
        try part.file.move(to: "\(path(ofUpload: id))/\(number)")
    }

    /// A part; `nil` when there is none of this number.
    func part(_ number: Int, of id: String) throws(SystemError) -> ObjectFile? {
        try ObjectFile(path: "\(path(ofUpload: id))/\(number)")
    }

    /// The numbers of the parts that an upload has, in their order.
    func partNumbers(of id: String) throws(SystemError) -> [Int] {
        do {
            return try DirectoryEntry.entries(of: path(ofUpload: id)).compactMap { Int($0.name) }.sorted()
        } catch let error where error.code == ENOENT {
            return []
        }
    }

    /// Ends an upload and removes its parts; false when it is gone already.
    @discardableResult
    func removeMultipart(_ id: String) throws(SystemError) -> Bool {
        let removed = temporaryPath()
        do {
            _ = try SystemError.check("rename") { rename(path(ofUpload: id), removed) }
        } catch let error where error.code == ENOENT {
            return false
        }
        Self.remove(removed)
        return true
    }

    /// Ends the uploads that were begun before `limit`, and what is no upload at all.
    func removeMultiparts(startedBefore limit: Timestamp) throws(SystemError) {
        for entry in try DirectoryEntry.entries(of: multipart) {
            if let upload = try multipartUpload(entry.name), upload.started >= limit { continue }
            try removeMultipart(entry.name)
        }
    }

    private func path(ofUpload id: String) -> String {
        "\(multipart)/\(id)"
    }
}
