import Hashing

/// An object on its way into the store: bytes go to a file of their own, which becomes the object in one step at the end or disappears.
///
/// A value of this type is moved from one step of an upload to the next; each step may run on another thread.
struct ObjectUpload: Sendable {
    private(set) var size = 0
    /// Where the bytes go.
    let file: UnfinishedFile
    private var md5 = IncrementalMD5()
    /// Only where the client has signed the digest: it costs as much as reading the bytes twice.
    private var sha256: IncrementalSHA256?
    private var checksum: Checksum?

    /// Starts with nothing, in an empty file.
    /// - Parameters:
    ///   - needsSHA256: whether the SHA-256 is wanted beside the MD5.
    ///   - algorithm: a checksum to compute beside the digests.
    init(file: UnfinishedFile, needsSHA256: Bool, checksum algorithm: Checksum.Algorithm?) {
        self.file = file
        sha256 = needsSHA256 ? IncrementalSHA256() : nil
        checksum = algorithm.map { Checksum($0) }
    }

    /// Adds `bytes` to the end.
    mutating func append(_ bytes: [UInt8]) throws(SystemError) {
        try file.write(bytes)
        md5.update(bytes)
        sha256?.update(bytes)
        checksum?.update(bytes)
        size += bytes.count
    }

    /// The digests of everything so far.
    func digests() -> ObjectDigests {
        var (md5, sha256) = (md5, sha256)
        return ObjectDigests(md5: md5.finalize(), sha256: sha256?.finalize() ?? [], checksum: checksum)
    }

    /// Adds the trailer that makes the file an object.
    func finish(trailer: [UInt8]) throws(SystemError) {
        try file.write(trailer)
    }
}

/// The digests of an object's bytes.
struct ObjectDigests: Sendable {
    let md5: [UInt8]
    /// Empty when it was not wanted.
    let sha256: [UInt8]
    let checksum: Checksum?

    init(md5: [UInt8], sha256: [UInt8], checksum: Checksum?) {
        self.md5 = md5
        self.sha256 = sha256
        self.checksum = checksum
    }

    /// The digests of bytes that are in memory.
    init(of bytes: [UInt8], checksum algorithm: Checksum.Algorithm?) {
        var checksum = algorithm.map { Checksum($0) }
        checksum?.update(bytes)
        self.init(md5: Hashing.md5(bytes), sha256: Hashing.sha256(bytes), checksum: checksum)
    }

    var md5Hex: String { Hashing.hex(md5) }
    var sha256Hex: String { Hashing.hex(sha256) }
}
