import JSONModel
import Testing

@Suite("JSONB rendering")
struct JSONBTests {
    @Test("the example of the platform contract, 0.4")
    func contractExample() throws {
        let sent = #"{"username":"x","bio":"y","bio":"z", "n":1.0,"e":1e2,"c":"\u0434","arr":[1,{"b":1,"a":2}],"ab":null}"#
        #expect(
            try JSONValue(parsing: sent).jsonb()
                == #"{"c": "д", "e": 100, "n": 1.0, "ab": null, "arr": [1, {"a": 2, "b": 1}], "bio": "z", "username": "x"}"#)
    }

    @Test(
        "numbers as PostgreSQL's numeric prints them",
        arguments: [
            ("1e2", "100"), ("-0.0", "0.0"), ("-0", "0"), ("1.50", "1.50"), ("1.50e1", "15.0"), ("1.5e3", "1500"), ("1e-3", "0.001"),
            ("0e5", "0"),
            ("0e-5", "0.00000"), ("-0.05", "-0.05"), ("0.001e5", "100"), ("0.001e2", "0.1"), ("12.34e1", "123.4"), ("-12e-1", "-1.2"),
            ("1E+2", "100"), ("123456789012345678901234567890.10", "123456789012345678901234567890.10"), ("0.0e1", "0"), ("100e-2", "1.00"),
            ("0e999999999999999999999", "0"),
        ])
    func numbers(sent: String, rendered: String) throws {
        #expect(try JSONValue(parsing: sent).jsonb() == rendered)
    }

    @Test("numbers at and beyond PostgreSQL's limits")
    func limits() throws {
        #expect(try JSONValue(parsing: "1e131071").jsonb().utf8.count == 131_072)
        #expect(try JSONValue(parsing: "1e-16383").jsonb().utf8.count == 16_385)
        for text in ["1e131072", "1e-16384", "1e999999999999999999999999", "-1e-99999999999999999999", "0e-16384", "1e9223372036854775807"]
        {
            #expect(throws: JSONParseError.self) { try JSONValue(parsing: text).jsonb() }
        }
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: "0." + String(repeating: "0", count: 16_384)).jsonb() }
    }

    @Test("texts: only quotes, backslashes and control characters are escaped, U+0000 is refused")
    func texts() throws {
        #expect(try JSONValue(parsing: #""\u00e9\u2028\u007f\/""#).jsonb() == "\"é\u{2028}\u{7f}/\"")
        #expect(try JSONValue(parsing: #""\u0001\n\"\\""#).jsonb() == #""\u0001\n\"\\""#)
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: #""a\u0000""#).jsonb() }
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: #"{"\u0000":1}"#).jsonb() }
    }

    @Test("keys are sorted by their length in bytes, then bytewise")
    func keyOrder() throws {
        #expect(
            try JSONValue(parsing: #"{"дд":1,"zzz":2,"д":3,"b":4,"B":5,"":6}"#).jsonb()
                == #"{"": 6, "B": 5, "b": 4, "д": 3, "zzz": 2, "дд": 1}"#)
        #expect(try JSONValue(parsing: "[]").jsonb() == "[]")
        #expect(try JSONValue(parsing: "{}").jsonb() == "{}")
    }
}
