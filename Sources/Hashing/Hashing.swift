import COpenSSL

/// Digests, message authentication codes and secure random bytes, computed by OpenSSL.
///
/// Every function is pure (apart from ``randomBytes(_:)``) and may be called from any thread. A message may be any sequence of bytes; contiguous
/// ones (`[UInt8]`, `UnsafeRawBufferPointer`, a string's `utf8`) are read in place.
public enum Hashing {
    /// The SHA-256 digest of `message`: 32 bytes (FIPS 180-4).
    public static func sha256(_ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.sha256.digest(of: message)
    }

    /// The SHA-256 digest of the UTF-8 form of `text`: 32 bytes.
    public static func sha256(_ text: String) -> [UInt8] {
        sha256(text.utf8)
    }

    /// The SHA-1 digest of `message`: 20 bytes. Only for formats that prescribe it, such as UUID version 5.
    public static func sha1(_ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.sha1.digest(of: message)
    }

    /// The SHA-1 digest of the UTF-8 form of `text`: 20 bytes.
    public static func sha1(_ text: String) -> [UInt8] {
        sha1(text.utf8)
    }

    /// The MD5 digest of `message`: 16 bytes. Only for formats that prescribe it, such as S3 entity tags.
    public static func md5(_ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.md5.digest(of: message)
    }

    /// The MD5 digest of the UTF-8 form of `text`: 16 bytes.
    public static func md5(_ text: String) -> [UInt8] {
        md5(text.utf8)
    }

    /// The HMAC-SHA-256 code of `message` under `key`: 32 bytes (RFC 2104). A key of any length is accepted, the empty one too.
    public static func hmacSHA256(key: [UInt8], _ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.sha256.authenticationCode(key: key, message: message)
    }

    /// The HMAC-SHA-256 code of the UTF-8 form of `text` under `key`: 32 bytes.
    public static func hmacSHA256(key: [UInt8], _ text: String) -> [UInt8] {
        hmacSHA256(key: key, text.utf8)
    }

    /// The HMAC-SHA-384 code of `message` under `key`: 48 bytes.
    public static func hmacSHA384(key: [UInt8], _ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.sha384.authenticationCode(key: key, message: message)
    }

    /// The HMAC-SHA-512 code of `message` under `key`: 64 bytes.
    public static func hmacSHA512(key: [UInt8], _ message: some Sequence<UInt8>) -> [UInt8] {
        DigestAlgorithm.sha512.authenticationCode(key: key, message: message)
    }

    /// The bytes as lower-case hexadecimal digits, two for each byte.
    public static func hex(_ bytes: some Collection<UInt8>) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            var position = 0
            for byte in bytes {
                buffer[position] = digits.utf8Start[Int(byte >> 4)]
                buffer[position + 1] = digits.utf8Start[Int(byte & 15)]
                position += 2
            }
            return position
        }
    }

    /// `count` bytes of OpenSSL's cryptographically secure generator; none when `count` is zero or negative.
    public static func randomBytes(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // Without entropy every id and every key would be predictable: there is nothing sensible to go on with.
            precondition(RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "OpenSSL has no source of randomness")
            initialized = count
        }
    }
}
