import JSONModel
import ProviderStandIns
import Testing

@Suite struct SchemaFillerTests {
    private let conversation = Conversation()

    @Test(arguments: [
        #"{"type":"string"}"#, #"{"type":"integer","minimum":3,"maximum":4}"#, #"{"type":"number","exclusiveMinimum":0,"maximum":0.5}"#,
        #"{"type":"integer","minimum":10,"maximum":100,"multipleOf":15}"#, #"{"type":"number","minimum":-5,"maximum":-4}"#,
        #"{"type":"boolean"}"#, #"{"type":"null"}"#, #"{"enum":["a",2,null]}"#, #"{"const":{"x":1}}"#,
        #"{"type":["string","null"],"minLength":300,"maxLength":320}"#, #"{"type":"string","maxLength":3}"#,
        #"{"type":"string","maxLength":0}"#, #"{"type":"array","items":{"type":"integer"},"minItems":7,"maxItems":7}"#,
        #"{"type":"array","items":{"type":"string"},"maxItems":0}"#, #"{"type":"array","items":{"enum":[1,2,3]},"uniqueItems":true}"#,
        #"{"anyOf":[{"type":"null"},{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}]}"#,
        ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"required":["a"],"$defs":{"A":{"type":"array","items":{"$ref":"#/$defs/B"},"minItems":2},"B":{"type":"integer","maximum":9}}}"##,
        #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"],"additionalProperties":false}"#,
        #"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"integer"}},"required":["b"]}]}"#,
        #"{"type":"object","required":["free"]}"#, "{}",
    ])
    func anySchemaIsHonoured(_ text: String) throws {
        let schema = try JSONValue(parsing: text)
        let answer = try conversation.ask("A world of clocks", schema)
        #expect(SchemaCheck.problems(answer, schema) == [], "\(answer)")
        if schema["allOf"] != nil { #expect(answer["a"]?.stringValue != nil && answer["b"]?.intValue != nil) }
        if schema["required"]?[0] == "free" { #expect(answer["free"] != nil) }
    }

    @Test func recursiveSchemasEnd() throws {
        let tree = try JSONValue(
            parsing: """
                {"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"name":{"type":"string"},\
                "children":{"type":"array","items":{"$ref":"#/$defs/Node"}},"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},\
                "required":["name","children","next"],"additionalProperties":false}}}
                """)
        let answer = try conversation.ask("trees", tree)
        #expect(SchemaCheck.problems(answer, tree) == [])
        // A schema that demands endless nesting still gets an answer.
        let endless = try JSONValue(
            parsing: ##"{"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}},"required":["a","b"]}"##)
        #expect(try conversation.ask("x", endless).kind == "object")
        let circle = try JSONValue(parsing: ##"{"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#/$defs/A"}}}"##)
        _ = try conversation.ask("x", circle)
    }

    @Test(arguments: ["date-time", "date", "time", "email", "uri", "uuid", "ipv4", "hostname"])
    func formatsAreKept(_ format: String) throws {
        let value = try conversation.ask("x", ["type": "string", "format": .string(format)])
        let text = try #require(value.stringValue)
        switch format {
        case "date-time": #expect(text.count == 20 && text.hasSuffix("Z") && text.contains("T"))
        case "date": #expect(text.split(separator: "-").map(\.count) == [4, 2, 2])
        case "time": #expect(text.split(separator: ":").count == 3)
        case "email": #expect(text.split(separator: "@").count == 2)
        case "uri": #expect(text.hasPrefix("https://"))
        case "uuid": #expect(text.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        case "ipv4": #expect(text.split(separator: ".").count == 4)
        default: #expect(text.hasSuffix(".example.com"))
        }
    }

    @Test func unknownSchemasAreFilledInTheTheme() throws {
        let schema = Schemas.object(["place": Schemas.text, "motto": Schemas.text, "hero_name": Schemas.text])
        let russian = try conversation.ask("Опиши место на море", schema)
        #expect(WorldTests.texts(in: russian).allSatisfy { WorldTests.isCyrillic($0) })
        #expect(try conversation.ask("Опиши место на море", schema) == russian)
        #expect(try conversation.ask("Describe a place in the desert", schema) != russian)
    }

    @Test func olderShapesOfTheWorldAreServed() throws {
        // Without the newest fields, with an older one that the answer does not know.
        let schema = Schemas.object([
            "name": Schemas.text, "language": Schemas.text, "description": Schemas.text, "theme": Schemas.text, "geography": Schemas.text,
            "typical_characters": Schemas.list(of: ["type": Schemas.text, "role": Schemas.text, "characteristics": Schemas.texts]),
        ])
        let world = try conversation.ask("<user_prompt>\nsea\n</user_prompt>", schema)
        #expect(SchemaCheck.problems(world, schema) == [])
        #expect(world["language"] == "English")
        #expect(world["typical_characters"]?.arrayValue?.isEmpty == false)
    }
}
