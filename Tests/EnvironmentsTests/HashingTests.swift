import Hashing
import Testing

@Suite("Digests")
struct HashingTests {
    @Test("known answers of the standards")
    func knownAnswers() {
        #expect(Hashing.hex(Hashing.sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hashing.hex(Hashing.sha256([UInt8]())) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Hashing.hex(Hashing.sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(Hashing.hex(Hashing.md5("message digest")) == "f96b697d7cb7938d525a2f31aaf161d0")
    }

    @Test("HMAC-SHA-256: RFC 4231 cases 1, 2 and 6, and the empty key")
    func authenticationCodes() {
        #expect(
            Hashing.hex(Hashing.hmacSHA256(key: [UInt8](repeating: 0x0b, count: 20), "Hi There"))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            Hashing.hex(Hashing.hmacSHA256(key: Array("Jefe".utf8), "what do ya want for nothing?"))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            Hashing.hex(
                Hashing.hmacSHA256(key: [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First"))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(Hashing.hex(Hashing.hmacSHA256(key: [], "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test("a sequence that is not contiguous gives the same digest")
    func lazySequences() {
        #expect(Hashing.sha256(sequence(first: UInt8(0)) { $0 < 255 ? $0 + 1 : nil }) == Hashing.sha256(Array(UInt8(0)...255)))
    }

    @Test("pieces give the digest of the whole, copies go on independently, and finalizing starts anew")
    func incremental() {
        let message = Array("The quick brown fox jumps over the lazy dog".utf8)
        var digest = IncrementalSHA256()
        digest.update(Array(message[..<10]))
        var copy = digest
        digest.update(Array(message[10...]))
        copy.update([0])
        #expect(digest.finalize() == Hashing.sha256(message))
        #expect(copy.finalize() == Hashing.sha256(Array(message[..<10]) + [0]))
        #expect(digest.finalize() == Hashing.sha256([UInt8]()))
        var md5 = IncrementalMD5()
        message.withUnsafeBytes { md5.update($0) }
        #expect(md5.finalize() == Hashing.md5(message))
    }

    @Test("random bytes have the length asked for and differ")
    func randomness() {
        #expect(Hashing.randomBytes(0) == [])
        #expect(Hashing.randomBytes(-1) == [])
        #expect(Hashing.randomBytes(32).count == 32)
        #expect(Hashing.randomBytes(32) != Hashing.randomBytes(32))
    }
}
