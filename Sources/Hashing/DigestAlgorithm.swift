import COpenSSL

/// A digest that OpenSSL computes.
///
/// The calls below fail only when libcrypto itself is unusable (out of memory, algorithm compiled out); no input leads there,
/// and a wrong digest must never be handed out, so these cases end the process.
enum DigestAlgorithm: Sendable {
    case sha256
    case sha384
    case sha512
    case sha1
    case md5

    /// OpenSSL's description of the algorithm, valid for the life of the process.
    var method: OpaquePointer? {
        switch self {
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        case .sha1: EVP_sha1()
        case .md5: EVP_md5()
        }
    }

    /// The length of a digest in bytes.
    var length: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        case .sha1: 20
        case .md5: 16
        }
    }

    func digest(of message: some Sequence<UInt8>) -> [UInt8] {
        withContiguousBytes(of: message) { bytes in
            [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
                let status = EVP_Digest(bytes.baseAddress, bytes.count, buffer.baseAddress, nil, method, nil)
                precondition(status == 1, "OpenSSL cannot compute \(self)")
                initialized = length
            }
        }
    }

    func authenticationCode(key: [UInt8], message: some Sequence<UInt8>) -> [UInt8] {
        // OpenSSL takes a null key for "the key of the previous call": an empty key is therefore passed as one unread byte.
        let keyBytes: [UInt8] = key.isEmpty ? [0] : key
        return withContiguousBytes(of: message) { bytes in
            [UInt8](unsafeUninitializedCapacity: length) { buffer, initialized in
                let code = HMAC(
                    method, keyBytes, Int32(key.count), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
                    buffer.baseAddress, nil)
                precondition(code != nil, "OpenSSL cannot compute HMAC with \(self)")
                initialized = length
            }
        }
    }

    /// Calls `body` with the bytes of `message`, in place where they are contiguous.
    private func withContiguousBytes<Result>(of message: some Sequence<UInt8>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if let result = message.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) { return result }
        return Array(message).withUnsafeBytes(body)
    }
}
