import JSONModel
import Testing

@testable import AIWorker

@Suite("JSON in a model's answer")
struct EmbeddedJSONTests {
    @Test(
        "The object is found, wherever it stands",
        arguments: [
            #"{"a":1}"#, "\n {\"a\":1} ", "```json\n{\"a\":1}\n```", "```\n{\"a\":1}```", "Here it is:\n{\"a\":1}\nEnjoy {it}!",
            #"<think>maybe {"b"} or {}?</think> {"a":1}"#, #"{ not this {"a":1}"#, "{\"a\":1} }", "Sure! {{\"a\":1}",
            #"As {"a": …} asks: {"a":1}. {"b": }"#,
        ])
    func found(text: String) throws {
        #expect(try EmbeddedJSON.object(in: text) == ["a": 1])
    }

    @Test("The outermost object counts, braces in texts do not")
    func outermost() throws {
        #expect(try EmbeddedJSON.object(in: #"x {"a":{"b":"}{"},"c":{}} y"#) == ["a": ["b": "}{"], "c": [:]])
        #expect(try EmbeddedJSON.object(in: #"{"a":"\"}"} {"b":[{"c":1},{"c":2}]}"#) == ["b": [["c": 1], ["c": 2]]])
    }

    @Test(
        "What a model drafts in its thoughts is no answer",
        arguments: [
            #"<think>First try: {"a":1,"b":"longer"} hm.</think>\#n{"a":2}"#, "{\"a\":1,\"b\":3} too long</think>```json\n{\"a\":2}\n```",
            #"<thinking>{"a":1,"b":3}</thinking> <think>{"a":1,"b":3</think>{"a":2}"#,
        ])
    func drafts(text: String) throws {
        #expect(try EmbeddedJSON.object(in: text) == ["a": 2])
        #expect(throws: JSONParseError("there is no object")) { try EmbeddedJSON.object(in: #"<think>{"a":1}</think> "#) }
    }

    @Test(
        "An object that is cut off or spoilt is none, and none of its members is taken for it",
        arguments: [
            (#"{"a":1,"b":{"c":1}"#, JSONParseError("an object does not end", at: 0)),
            (#"Sure: {"a":1,"b":[{"c":1}]"#, JSONParseError("an object does not end", at: 6)),
            (#"{"a":{"c":1},}"#, JSONParseError("unexpected '}' in an object, expected a key in double quotes", at: 13)),
            (#"x {"b":{"c":1},"a":"\ud800"}"#, JSONParseError("a lone surrogate stands for no character", at: 20)),
            (#"{'a': {"c":1}}"#, JSONParseError("unexpected ''' in an object, expected a key in double quotes", at: 1)),
            (#"{a: {"c":1}}"#, JSONParseError("unexpected 'a' in an object, expected a key in double quotes", at: 1)),
            ("{ // a\n\"b\":{\"c\":1}}", JSONParseError("unexpected '/' in an object, expected a key in double quotes", at: 2)),
        ])
    func spoilt(text: String, flaw: JSONParseError) {
        #expect(throws: flaw) { try EmbeddedJSON.object(in: text) }
    }

    @Test("Where there is none, none is found, and soon", arguments: ["", "no", "{", "{ broken", "}{", #"{"a":"#])
    func none(text: String) {
        #expect(throws: JSONParseError.self) { try EmbeddedJSON.object(in: text) }
    }

    @Test("Text made of braces takes no time", arguments: ["{", #"{""#, #"{"a":"#, "{'"])
    func hostile(text: String) {
        #expect(throws: JSONParseError.self) { try EmbeddedJSON.object(in: String(repeating: text, count: 200_000)) }
    }
}
