/// Where certificates or keys in PEM form (RFC 7468) are found.
public enum PEMSource: Sendable, Hashable {
    /// A file, which is read again when it has changed.
    case file(String)
    /// The PEM text itself.
    case bytes([UInt8])

    var name: String {
        switch self {
        case .file(let path): path
        case .bytes: "PEM bytes"
        }
    }

    var path: String? {
        switch self {
        case .file(let path): path
        case .bytes: nil
        }
    }
}

/// What one side of a connection shows the other to prove who it is.
public struct TLSIdentity: Sendable, Hashable {
    /// The certificate, followed by the intermediate ones that lead to a root, without that root.
    public var certificateChain: PEMSource
    /// The unencrypted private key of the first certificate (PKCS #8, or the older forms of RSA and EC keys).
    public var privateKey: PEMSource

    /// - Parameters:
    ///   - certificateChain: the certificate, followed by the intermediate ones.
    ///   - privateKey: the unencrypted private key of the first certificate.
    public init(certificateChain: PEMSource, privateKey: PEMSource) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }

    /// The certificate chain and the private key in two PEM files.
    public static func files(certificateChain: String, privateKey: String) -> TLSIdentity {
        TLSIdentity(certificateChain: .file(certificateChain), privateKey: .file(privateKey))
    }

    var paths: [String] { [certificateChain, privateKey].compactMap(\.path) }
}

/// The certificate authorities that a side believes.
public enum TLSTrustRoots: Sendable, Hashable {
    /// Those of the system: OpenSSL's default directory, or what `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
    case system
    /// These certificates and no others.
    case certificates([PEMSource])

    /// The certificates of one PEM file.
    public static func file(_ path: String) -> TLSTrustRoots { .certificates([.file(path)]) }

    var paths: [String] {
        switch self {
        case .system: []
        case .certificates(let sources): sources.compactMap(\.path)
        }
    }
}

/// The protocol versions that the runtime speaks; older ones are forbidden (RFC 8996).
public enum TLSVersion: Sendable, Hashable {
    /// RFC 5246, with the cipher suites that HTTP/2 allows only.
    case tls12
    /// RFC 8446.
    case tls13
}
