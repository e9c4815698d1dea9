import COpenSSL

/// SHA-256 over a message that arrives in pieces. A copy goes on independently of the original.
public struct IncrementalSHA256: Sendable {
    private var digest = IncrementalDigest(.sha256)

    /// Starts with the empty message.
    public init() {}

    /// Appends `bytes` to the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        digest.update(bytes)
    }

    /// Appends `bytes` to the message.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { digest.update($0) }
    }

    /// The digest (32 bytes) of everything appended so far; afterwards the message is empty again.
    public mutating func finalize() -> [UInt8] {
        digest.finalize()
    }
}

/// SHA-1 over a message that arrives in pieces, for checksums that clients of S3 ask for. A copy goes on independently of the original.
public struct IncrementalSHA1: Sendable {
    private var digest = IncrementalDigest(.sha1)

    /// Starts with the empty message.
    public init() {}

    /// Appends `bytes` to the message.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { digest.update($0) }
    }

    /// The digest (20 bytes) of everything appended so far; afterwards the message is empty again.
    public mutating func finalize() -> [UInt8] {
        digest.finalize()
    }
}

/// MD5 over a message that arrives in pieces, for S3 entity tags. A copy goes on independently of the original.
public struct IncrementalMD5: Sendable {
    private var digest = IncrementalDigest(.md5)

    /// Starts with the empty message.
    public init() {}

    /// Appends `bytes` to the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        digest.update(bytes)
    }

    /// Appends `bytes` to the message.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { digest.update($0) }
    }

    /// The digest (16 bytes) of everything appended so far; afterwards the message is empty again.
    public mutating func finalize() -> [UInt8] {
        digest.finalize()
    }
}

/// The shared machinery of the incremental digests: a copy-on-write OpenSSL context.
struct IncrementalDigest: Sendable {
    private let algorithm: DigestAlgorithm
    private var context: Context

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        context = Context()
        context.start(algorithm)
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&context) { context = context.copy() }
        context.update(bytes)
    }

    mutating func finalize() -> [UInt8] {
        if !isKnownUniquelyReferenced(&context) { context = context.copy() }
        let digest = context.finish(length: algorithm.length)
        context.start(algorithm)
        return digest
    }

    /// Owns one `EVP_MD_CTX`. `@unchecked Sendable`: the context is changed only through `IncrementalDigest`, which first makes
    /// sure that it holds the only reference, so no two threads ever touch the same context at once.
    private final class Context: @unchecked Sendable {
        private let pointer: OpaquePointer?

        init() {
            pointer = EVP_MD_CTX_new()
        }

        deinit {
            EVP_MD_CTX_free(pointer)
        }

        func start(_ algorithm: DigestAlgorithm) {
            precondition(EVP_DigestInit_ex(pointer, algorithm.method, nil) == 1, "OpenSSL cannot compute \(algorithm)")
        }

        func update(_ bytes: UnsafeRawBufferPointer) {
            precondition(EVP_DigestUpdate(pointer, bytes.baseAddress, bytes.count) == 1, "OpenSSL cannot go on with a digest")
        }

        func finish(length: Int) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
                precondition(EVP_DigestFinal_ex(pointer, buffer.baseAddress, nil) == 1, "OpenSSL cannot end a digest")
                initialized = length
            }
        }

        func copy() -> Context {
            let copy = Context()
            precondition(EVP_MD_CTX_copy_ex(copy.pointer, pointer) == 1, "OpenSSL cannot copy a digest")
            return copy
        }
    }
}
