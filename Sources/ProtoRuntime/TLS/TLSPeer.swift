/// How a connection is secured, and who is at the other end.
public struct TLSPeer: Sendable, Hashable {
    /// The protocol version, such as `TLSv1.3`.
    public let version: String
    /// The cipher suite by its IANA name, such as `TLS_AES_256_GCM_SHA384`.
    public let cipherSuite: String
    /// The name under which the client has asked for the server (SNI), if it has said so.
    public let serverName: String?
    /// Whether an earlier session was resumed, without a new exchange of certificates.
    public let isResumed: Bool
    /// The peer's verified certificate, if it has shown one. (A client that was told not to verify sees it unverified.)
    public let certificate: PeerCertificate?
}

/// An X.509 certificate (RFC 5280) that a peer has shown.
public struct PeerCertificate: Sendable, Hashable {
    /// The subject in the form of RFC 2253, such as `CN=worker,O=Example`. Identities belong into the alternative names below.
    public let subject: String
    /// The DNS names for which the certificate stands.
    public let dnsNames: [String]
    /// The URIs for which the certificate stands, such as a SPIFFE identity.
    public let uris: [String]
    /// The mail addresses for which the certificate stands.
    public let emailAddresses: [String]
    /// The IP addresses for which the certificate stands.
    public let ipAddresses: [String]
    /// The certificate in DER form.
    public let der: [UInt8]
    /// The SHA-256 digest of the DER form, in lower-case hexadecimal digits.
    public let fingerprint: String

    /// The certificate in PEM form.
    public var pem: String {
        var rest = Base64.encode(der)[...]
        while rest.count % 4 != 0 { rest.append(UInt8(ascii: "=")) }
        var pem = "-----BEGIN CERTIFICATE-----\n"
        while !rest.isEmpty {
            pem += String(decoding: rest.prefix(64), as: UTF8.self) + "\n"
            rest = rest.dropFirst(64)
        }
        return pem + "-----END CERTIFICATE-----\n"
    }
}
