import COpenSSL
import CTLS
import Glibc
import Hashing

extension PeerCertificate {
    /// The names for which a certificate stands, as they are gathered.
    private struct Names {
        var dns: [String] = []
        var uris: [String] = []
        var mail: [String] = []
        var ip: [String] = []
    }

    /// Reads a certificate of OpenSSL's; `nil` when memory is exhausted.
    init?(_ certificate: OpaquePointer) {
        let count = i2d_X509(certificate, nil)
        guard count > 0 else { return nil }
        der = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
            var end = buffer.baseAddress
            filled = max(0, Int(i2d_X509(certificate, &end)))
        }
        fingerprint = Hashing.hex(Hashing.sha256(der))
        subject = Self.text { ctls_subject(certificate, $0, $1) }
        var names = Names()
        withUnsafeMutablePointer(to: &names) { names in
            ctls_alternative_names(certificate, names) { names, type, bytes, count in
                guard let names = names?.assumingMemoryBound(to: Names.self) else { return }
                let bytes = UnsafeBufferPointer(start: bytes, count: count)
                switch type {
                case GEN_IPADD: if let address = PeerCertificate.address(bytes) { names.pointee.ip.append(address) }
                // A NUL would end the name for others, who would then see another one.
                case _ where bytes.contains(0): break
                case GEN_DNS: names.pointee.dns.append(bytes.text)
                case GEN_URI: names.pointee.uris.append(bytes.text)
                default: names.pointee.mail.append(bytes.text)
                }
            }
        }
        dnsNames = names.dns
        uris = names.uris
        emailAddresses = names.mail
        ipAddresses = names.ip
    }

    /// The end of a certificate's validity, for people.
    static func expiry(_ certificate: OpaquePointer) -> String { text { ctls_expiry(certificate, $0, $1) } }

    private static func text(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
            let count = min(call(buffer.baseAddress, buffer.count), buffer.count)
            return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[0..<count]), as: UTF8.self)
        }
    }

    private static func address(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            let family = bytes.count == 4 ? AF_INET : AF_INET6
            return inet_ntop(family, bytes.baseAddress, text.baseAddress, socklen_t(text.count)).map { String(cString: $0) }
        }
    }
}
