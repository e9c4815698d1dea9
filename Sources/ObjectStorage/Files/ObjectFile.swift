import Environments
import Glibc
import Hashing

/// A stored object, open for reading. It keeps showing the version that was current when it was opened, even when the key gets a new one.
struct ObjectFile: Sendable {
    let descriptor: FileDescriptor
    let metadata: ObjectMetadata

    /// Opens the object stored at `path`; `nil` when there is none.
    /// - Throws: when the file cannot be read, or has a trailer that does not fit its bytes.
    init?(path: String) throws(SystemError) {
        do {
            descriptor = try FileDescriptor(path: path, flags: O_RDONLY | O_NOFOLLOW)
        } catch let error where error.code == ENOENT || error.code == ENOTDIR {
            return nil
        }
        metadata = try Self.metadata(of: descriptor)
    }

    /// The object's bytes in `range`.
    func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
        let bytes = try descriptor.read(at: range.lowerBound, count: range.count)
        guard bytes.count == range.count else { throw Self.damaged }
        return bytes
    }

    private static let damaged = SystemError(call: "read the end of a stored object", code: EBADMSG)

    /// What the file's trailer says; a file without one was put there by hand and is an object of all its bytes.
    private static func metadata(of descriptor: FileDescriptor) throws(SystemError) -> ObjectMetadata {
        let (length, modified) = try descriptor.status()
        // Nearly every trailer fits in what the first read brings.
        let probe = min(length, 1024)
        var end = try descriptor.read(at: length - probe, count: probe)
        guard let trailerLength = ObjectMetadata.trailerLength(footer: end.suffix(ObjectMetadata.footerLength)) else {
            // The hyphen tells clients that this tag is no MD5 of the bytes; it changes with them all the same.
            let tag = "\(Hashing.hex(Hashing.md5(Array("\(length):\(modified)".utf8))))-1"
            return ObjectMetadata(size: length, tag: tag, sha256: "", lastModified: Timestamp(microseconds: modified), headers: [])
        }
        guard trailerLength <= length else { throw damaged }
        if trailerLength > probe { end = try descriptor.read(at: length - trailerLength, count: trailerLength) }
        guard let metadata = ObjectMetadata(trailer: end.suffix(trailerLength)), metadata.size == length - trailerLength else {
            throw damaged
        }
        return metadata
    }
}
