import Hashing
import Testing

@Suite struct Base64FormTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64(_ plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9v=", "Z g==", "Zg==Zg==", "é"]) func notBase64(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"]) func base64FollowsTheStandard(_ text: String) {
        let expected = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy"]
        #expect(Base64.encode(Array(text.utf8)) == expected[text])
        #expect(Base64.decode(Base64.encode(Array(text.utf8), .urlSafe), .urlSafe) == Array(text.utf8))
        #expect(Base64.decode("Zh", .urlSafe) == nil && Base64.decode("Z", .urlSafe) == nil && Base64.decode("Zg==", .urlSafe) == nil)
    }
}
