import COpenSSL
import CTLS
import EventLoops
import Glibc

/// Reads certificates and keys in PEM form (RFC 7468).
enum PEM {
    /// A certificate of OpenSSL's.
    final class Certificate {
        let pointer: OpaquePointer

        fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { X509_free(pointer) }
    }

    /// A private key of OpenSSL's.
    final class PrivateKey {
        let pointer: OpaquePointer

        fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { EVP_PKEY_free(pointer) }
    }

    /// No chain or key is that large; what is larger is another file.
    static let largestFile = 1 << 20

    /// The certificates of a source, at least one.
    static func certificates(_ source: PEMSource) throws(TLSError) -> [Certificate] {
        var certificates: [Certificate] = []
        let failure = try withBIO(read(source)) { bio -> String? in
            while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) { certificates.append(Certificate(certificate)) }
            let isAtEnd = ctls_error_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE
            if isAtEnd, !certificates.isEmpty {
                ERR_clear_error()
                return nil
            }
            return isAtEnd ? "there is no \"BEGIN CERTIFICATE\" line" : "broken PEM after \(certificates.count) certificates"
        }
        if let failure { throw .invalidCertificate(source: source.name, reason: failure) }
        return certificates
    }

    /// The private key of a source.
    static func privateKey(_ source: PEMSource) throws(TLSError) -> PrivateKey {
        var isEncrypted: Int32 = 0
        let bytes = try read(source)
        let key = try withBIO(bytes) { bio in ctls_read_private_key(bio, &isEncrypted) }
        if let key { return PrivateKey(key) }
        ERR_clear_error()
        let reason =
            if isEncrypted == 1 {
                "it is encrypted, accepted are unencrypted keys only"
            } else if String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY-----") {
                "broken PEM or an unknown kind of key"
            } else {
                "there is no \"BEGIN PRIVATE KEY\" line"
            }
        throw .invalidPrivateKey(source: source.name, reason: reason)
    }

    private static func withBIO<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Result) throws(TLSError) -> Result {
        ERR_clear_error()
        let result = bytes.withUnsafeBytes { buffer -> Result? in
            guard let count = Int32(exactly: buffer.count), let bio = BIO_new_mem_buf(buffer.baseAddress, count) else { return nil }
            defer { BIO_free(bio) }
            return body(bio)
        }
        guard let result else { throw TLSFailure.last() }
        return result
    }

    private static func read(_ source: PEMSource) throws(TLSError) -> [UInt8] {
        switch source {
        case .bytes(let bytes): bytes
        case .file(let path): try read(path)
        }
    }

    private static func read(_ path: String) throws(TLSError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemErrorText(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .unreadable(path: path, reason: systemErrorText(errno)) }
            if count == 0 { return bytes }
            bytes += buffer[0..<count]
            guard bytes.count <= largestFile else { throw .unreadable(path: path, reason: "larger than \(largestFile) bytes") }
        }
    }
}
