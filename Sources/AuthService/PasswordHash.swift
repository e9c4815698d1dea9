import CCrypt
import ServiceSupport

/// A password as it is stored: bcrypt of cost 10, as the platform stores it. Making and checking one takes some 50 ms of a processor.
struct PasswordHash: Sendable, Hashable {
    private static let prefix = "$2a$"
    private static let cost: UInt = 10
    /// What bcrypt looks at; the platform refuses longer passwords.
    private static let maximumLength = 72

    /// The hash with its salt and cost: `$2a$10$…`.
    let text: String

    /// A hash read from a record.
    init(stored text: String) {
        self.text = text
    }

    /// Hashes a password.
    /// - Parameter salt: 16 bytes.
    /// - Throws: `RejectedInput` for a password of more than 72 bytes or with U+0000.
    init(_ password: String, salt: [UInt8]) throws(RejectedInput) {
        guard password.utf8.count <= Self.maximumLength else {
            throw RejectedInput("a password must have at most \(Self.maximumLength) bytes, got \(password.utf8.count)")
        }
        guard let setting = Self.setting(salt: salt), let text = Self.crypt(password, setting: setting) else {
            throw RejectedInput("a password must not contain U+0000")
        }
        self.text = text
    }

    /// Whether the hash is one of this password.
    func matches(_ password: String) -> Bool {
        guard password.utf8.count <= Self.maximumLength, let other = Self.crypt(password, setting: text) else { return false }
        return other == text
    }

    private static func setting(salt: [UInt8]) -> String? {
        salt.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CRYPT_GENSALT_OUTPUT_SIZE)) { buffer in
                crypt_gensalt_rn(
                    prefix, cost, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), buffer.baseAddress,
                    Int32(buffer.count)
                ).map { String(cString: $0) }
            }
        }
    }

    /// `nil` when the password would be cut at a zero, or the setting is none.
    private static func crypt(_ password: String, setting: String) -> String? {
        guard password.isStorable else { return nil }
        // `crypt_data` has 32 KiB, which must be zero at first.
        return withUnsafeTemporaryAllocation(byteCount: MemoryLayout<crypt_data>.size, alignment: MemoryLayout<crypt_data>.alignment) {
            memory in
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            return crypt_rn(password, setting, memory.baseAddress, Int32(memory.count)).map { String(cString: $0) }
        }
    }
}
