import Glibc

/// Where the certificates are that https servers are checked against. What is not named stays as libcurl was built: the system's.
struct CertificateAuthorities: Sendable, Hashable {
    /// A PEM file.
    var file: String?
    /// A directory of PEM files with hashes for names, as `openssl rehash` makes it.
    var directory: String?

    /// What OpenSSL's own variables name; libcurl does not look at them.
    static var ofEnvironment: CertificateAuthorities {
        CertificateAuthorities(file: variable("SSL_CERT_FILE"), directory: variable("SSL_CERT_DIR"))
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}
