import JSONModel
import Testing

@Suite("Codable values as JSON")
struct JSONCodingTests {
    struct Character: Codable, Equatable {
        enum Mood: String, Codable { case calm, wild }
        struct Trait: Codable, Equatable {
            var name: String
            var weight: Double?
        }

        var name: String
        var age: Int
        var score: Float
        var big: UInt64
        var mood: Mood
        var traits: [Trait]
        var flags: [String: Bool]
        var note: String?
        var extra: JSONValue
    }

    static let character = Character(
        name: "Ada \"A\"", age: -3, score: 0.1, big: .max, mood: .wild,
        traits: [.init(name: "x", weight: 1.5), .init(name: "y", weight: nil)],
        flags: ["on": true], note: nil, extra: ["exact": 1.25])

    @Test("there and back again, exactly")
    func roundTrip() throws {
        let json = try JSONValue(encoding: Self.character)
        #expect(
            json.serialized()
                == #"{"name":"Ada \"A\"","age":-3,"score":0.1,"big":18446744073709551615,"mood":"wild","traits":[{"name":"x","weight":1.5},{"name":"y"}],"flags":{"on":true},"extra":{"exact":1.25}}"#
        )
        #expect(try json.decode(Character.self) == Self.character)
        #expect(try JSONValue(parsing: json.serialized()).decode(Character.self) == Self.character)
    }

    @Test("scalars, empty containers and optionals at the top")
    func tops() throws {
        #expect(try JSONValue(encoding: 5) == 5)
        #expect(try JSONValue(encoding: [Int]()) == [])
        #expect(try JSONValue(encoding: [String: Int]()) == [:])
        #expect(try JSONValue(encoding: Int?.none) == .null)
        #expect(try JSONValue(encoding: [1, nil, 3] as [Int?]) == [1, nil, 3])
        #expect(try JSONValue(parsing: "[1,null]").decode([Int?].self) == [1, nil])
        #expect(try JSONValue.null.decode(Int?.self) == nil)
        #expect(try JSONValue(parsing: "3.0").decode(Int.self) == 3)
    }

    @Test(
        "errors name the path and what was expected",
        arguments: [
            (#"{"items":[{"name":"a"},{}]}"#, "items[1].name: is missing"),
            (#"{"items":[{"name":7}]}"#, "items[0].name: expected a string, found 7"),
            (#"{"items":{}}"#, "items: expected an array, found an object of 0"),
            (#"{"items":[{"name":"a","size":300}]}"#, "items[0].size: expected an integer from -128 to 127, found 300"),
            (#"{"items":[{"name":"a","size":"many"}]}"#, #"items[0].size: expected an integer from -128 to 127, found the string "many""#),
            (#"[]"#, "expected an object, found an array of 0"),
            (#"{"items":[null]}"#, "items[0]: expected an object, found null"),
        ])
    func errors(text: String, message: String) throws {
        struct Item: Codable {
            var name: String
            var size: Int8?
        }
        struct List: Codable { var items: [Item] }
        #expect { try JSONValue(parsing: text).decode(List.self) } throws: { "\($0)" == message }
    }

    @Test("an unknown case of an enumeration names its path")
    func unknownCase() throws {
        struct Box: Codable { var mood: Character.Mood }
        #expect { try (["mood": "odd"] as JSONValue).decode(Box.self) } throws: { "\($0)".hasPrefix("mood: ") }
    }

    @Test("numbers that JSON lacks are refused with their path")
    func infinities() {
        #expect { try JSONValue(encoding: ["a": [1, Double.nan]]) } throws: { "\($0)" == "a[1]: JSON has no number nan" }
    }

    @Test("nested containers and inheritance")
    func nestedContainers() throws {
        class Base: Codable {
            var a = 1
            init() {}
        }
        final class Derived: Base {
            var b = [2]
            enum CodingKeys: CodingKey { case b, deep }
            override init() { super.init() }
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                var deep = try container.nestedUnkeyedContainer(forKey: .deep)
                b = [try deep.decode(Int.self), try deep.decode(Int.self)]
                try super.init(from: container.superDecoder())
            }
            override func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                var deep = container.nestedUnkeyedContainer(forKey: .deep)
                try deep.encode(8)
                try deep.encode(9)
                try super.encode(to: container.superEncoder())
            }
        }
        let json = try JSONValue(encoding: Derived())
        #expect(json == ["deep": [8, 9], "super": ["a": 1]])
        let back = try json.decode(Derived.self)
        #expect(back.b == [8, 9])
        #expect(back.a == 1)
    }
}
