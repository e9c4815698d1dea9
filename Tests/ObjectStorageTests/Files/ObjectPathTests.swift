import Testing

@testable import ObjectStorage

@Suite struct ObjectPathTests {
    @Test func keysOfThePlatformStandAsTheyAre() {
        let key = "6ba7b810-9dad-11d1-80b4-00c04fd430c8/6ba7b811-9dad-11d1-80b4-00c04fd430c8/avatars/0123456789abcdef0123456789abcdef.png"
        #expect(ObjectPath.path(of: key) == key)
        #expect(ObjectPath.path(of: "мир/世界.png") == "мир/世界.png")
    }

    @Test(arguments: [
        ("a", "a%file"), ("a/b", "a/b%file"), ("a.png/b.png", "a.png%dir/b.png"), ("", "%file"), ("/a", "%/a%file"), ("a/", "a/%file"),
        ("W//posts/x.png", "W/%/posts/x.png"), ("..", "%2E.%file"), ("../x", "%2E./x%file"), (".", "%2E%file"), ("./.x", "%2E/.x"),
        ("%2e%2e/x", "%252e%252e/x%file"), ("a\u{0}b", "a%00b%file"), ("100%.txt", "100%25.txt"), ("x%file", "x%25file%file"),
        ("...", "...%file"), ("foo.", "foo.%file"),
    ])
    func otherKeysAreMarked(_ key: String, path: String) {
        #expect(ObjectPath.path(of: key) == path)
    }

    /// Keys from an alphabet of everything that could go wrong, of every length up to the limit.
    static func randomKeys(_ count: Int, seed: UInt64) -> [String] {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet: [String] = [
            "/", "/", "/", ".", ".", "%", "a", "b", ".png", "%file", "%dir", "%more", "%2e", "\u{0}", "\u{1f}", "\\", "é", "e\u{301}", "世",
            "🜁", " ", "~",
            "\u{600}", "\u{200d}", "\r\n", String(repeating: "x", count: 119), String(repeating: "é", count: 61), "AUX", ":", "*",
        ]
        return (0..<count).map { _ in
            var key = ""
            for _ in 0..<(1 + next(14)) { key += alphabet[next(alphabet.count)] }
            while key.utf8.count > ObjectPath.maximumKeyLength { key.unicodeScalars.removeLast() }
            return key
        }
    }

    @Test func pathsAreReversibleAndStayInside() {
        for key in Self.randomKeys(20_000, seed: 7) {
            let path = ObjectPath.path(of: key)
            guard let back = ObjectPath.key(of: path), back.utf8.elementsEqual(key.utf8) else {
                Issue.record("\(key.debugDescription) → \(path) → \(ObjectPath.key(of: path).debugDescription)")
                return
            }
            for name in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                #expect((1...255).contains(name.count))
                #expect(!name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8))
                #expect(!name.contains { $0 < 0x20 || $0 == 0x7f })
            }
        }
    }

    @Test func noFileIsADirectoryOfAnother() {
        let paths = Set(Self.randomKeys(20_000, seed: 11).map { Array(ObjectPath.path(of: $0).utf8) })
        for path in paths {
            for (index, byte) in path.enumerated() where byte == UInt8(ascii: "/") && paths.contains(Array(path[..<index])) {
                Issue.record("\(String(decoding: path, as: UTF8.self))")
                return
            }
        }
    }

    @Test(arguments: ["x", "\u{1}", "/", "/.", "\u{1}/", ".a/", "é", "🜁"]) func longestKeysFitAPath(_ unit: String) {
        var key = String(repeating: unit, count: ObjectPath.maximumKeyLength / unit.utf8.count)
        while key.utf8.count < ObjectPath.maximumKeyLength { key += "x" }
        let path = ObjectPath.path(of: key)
        #expect(path.utf8.count < 3_500)
        #expect(ObjectPath.key(of: path)?.utf8.elementsEqual(key.utf8) == true)
    }

    @Test(arguments: ["a", "a.png%file", "a//b.png", "%41.png", "a%/b.png", "%more/x.png", "x%dir/y.png", "%zz.png", "%%file", "a%fil"])
    func spellingsThatNoKeyHasAreNotObjects(_ path: String) {
        #expect(ObjectPath.key(of: path) == nil)
    }
}
