import JSONModel
import Testing

@Suite("JSON reading and writing")
struct JSONParsingTests {
    @Test(
        "texts that survive unchanged",
        arguments: [
            "null", "true", "false", "0", "-0", "1.50", "1e2", "1E+2", "-12.5e-3", "123456789012345678901234567890", "\"\"", "\"д\"",
            "\"😀\"",
            "[]", "{}", "[1,[2,{\"a\":[]}]]", "{\"b\":1,\"a\":2}", "\"\\\"\\\\\\n\\t\\r\\b\\f\\u0001\"", "\"\\u0000\"",
        ])
    func roundTrip(text: String) throws {
        #expect(try JSONValue(parsing: text).serialized() == text)
        #expect(try JSONValue(parsing: Array(text.utf8)).serialized() == text)
    }

    @Test("escapes, blanks and repeated keys")
    func normalized() throws {
        #expect(try JSONValue(parsing: " \t\r\n[ 1 , 2 ] ").serialized() == "[1,2]")
        #expect(try JSONValue(parsing: #""\u0434\ud83d\ude00\/\u00e9x""#) == "д😀/éx")
        #expect(try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#).serialized() == #"{"a":3,"b":2}"#)
        #expect(try JSONValue(parsing: "\"plain then \\u0041 and дом\"") == "plain then A and дом")
    }

    @Test(
        "refused texts name the byte",
        arguments: [
            ("", 0), ("  ", 2), ("nul", 0), ("tru e", 0), ("[1,]", 3), ("[1 2]", 3), ("[1", 2), ("{\"a\"}", 4), ("{\"a\":1,}", 7),
            ("{a:1}", 1),
            ("{\"a\":1", 6), ("01", 0), ("-", 1), ("1.", 2), (".5", 0), ("1e", 2), ("+1", 0), ("1 1", 2), ("\"abc", 0), ("\"a\nb\"", 2),
            ("\"\\x\"", 1), ("\"\\u12g4\"", 5), ("\"\\ud800\"", 1), ("\"\\udc00\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\ud800x\"", 1),
            ("'a'", 0),
            ("[1]]", 3), ("NaN", 0), ("\u{feff}1", 0), ("/* */1", 0), ("\"\\", 1),
        ])
    func refused(text: String, offset: Int) {
        #expect { try JSONValue(parsing: text) } throws: { ($0 as? JSONParseError)?.offset == offset }
    }

    @Test(
        "invalid UTF-8 is refused with its place",
        arguments: [
            ([0x22, 0x61, 0xff, 0x22], 2), ([0x22, 0xc0, 0x80, 0x22], 1), ([0x22, 0xed, 0xa0, 0x80, 0x22], 1),
            ([0x22, 0xe2, 0x82, 0x22], 1),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        #expect { try JSONValue(parsing: bytes) } throws: { ($0 as? JSONParseError)?.offset == offset }
    }

    @Test("512 levels are read, 513 are not, a million do not exhaust the stack")
    func depth() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try JSONValue(parsing: nested(512)).serialized() == nested(512))
        #expect { try JSONValue(parsing: nested(513)) } throws: { ($0 as? JSONParseError)?.offset == 512 }
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: String(repeating: "[{\"a\":", count: 1_000_000)) }
    }

    @Test("styles")
    func styles() throws {
        let value: JSONValue = ["b": [1, "é😀"], "a": [:], "c": []]
        #expect(value.serialized(JSONStyle(sortedKeys: true)) == #"{"a":{},"b":[1,"é😀"],"c":[]}"#)
        #expect(value.serialized(JSONStyle(asciiOnly: true)) == #"{"b":[1,"\u00e9\ud83d\ude00"],"a":{},"c":[]}"#)
        #expect(
            value.serialized(.pretty) == """
                {
                  "b": [
                    1,
                    "é😀"
                  ],
                  "a": {},
                  "c": []
                }
                """)
    }

    @Test("numbers")
    func numbers() throws {
        #expect(try JSONValue(parsing: "3.0").intValue == 3)
        #expect(try JSONValue(parsing: "1e2").intValue == 100)
        #expect(try JSONValue(parsing: "3.5").intValue == nil)
        #expect(try JSONValue(parsing: "9223372036854775807").intValue == .max)
        #expect(try JSONValue(parsing: "9223372036854775808").intValue == nil)
        #expect(try JSONValue(parsing: "9007199254740993.0").intValue == nil)
        #expect(try JSONValue(parsing: "1e400").doubleValue == .infinity)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(text: " 1") == nil)
        #expect(JSONNumber(text: "1.50")?.double == 1.5)
        #expect(JSONValue.double(.infinity) == .null)
        for double in [0.1, 1e300, 2.2250738585072014e-308, -0.0, 1e20, 1e-7, .pi] {
            #expect(try JSONValue(parsing: JSONValue.double(double).serialized()).doubleValue == double)
        }
    }
}

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("members keep their places in small and large objects", arguments: [3, 16, 17, 18, 200])
    func order(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object["k\(index)"] = .int(index) }
        object["k1"] = "changed"
        object["k0"] = nil
        object["absent"] = nil
        #expect(object.keys == (1..<count).map { "k\($0)" })
        #expect(object["k1"] == "changed")
        #expect(object["k\(count - 1)"] == .int(count - 1))
        #expect(object["k0"] == nil)
        object["k0"] = 0
        #expect(object.keys.last == "k0")
    }

    @Test("keys are told apart by their bytes", arguments: [1, 40])
    func exactKeys(count: Int) throws {
        var object = JSONObject()
        for index in 0..<count { object["k\(index)"] = 0 }
        object["\u{e9}"] = 1
        object["e\u{301}"] = 2
        #expect(object.count == count + 2)
        #expect(object["\u{e9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }

    @Test("equality and hash ignore the order")
    func equality() {
        let one: JSONObject = ["a": 1, "b": [true]]
        let two: JSONObject = ["b": [true], "a": 1]
        #expect(one == two)
        #expect(one.hashValue == two.hashValue)
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "b": [false]])
    }

    @Test("subscripts reach in, and write")
    func subscripts() {
        var value: JSONValue = ["a": [1, ["b": "x"]]]
        #expect(value["a"]?[1]?["b"]?.stringValue == "x")
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["z"]?["y"] == nil)
        value["c"] = 5
        value["a"] = nil
        #expect(value == ["c": 5])
        var text: JSONValue = "text"
        text["k"] = true
        #expect(text == ["k": true])
    }
}
