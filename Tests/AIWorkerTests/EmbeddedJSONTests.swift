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
        ])
    func found(text: String) {
        #expect(EmbeddedJSON.object(in: text) == ["a": 1])
    }

    @Test("The outermost object counts, braces in texts do not")
    func outermost() {
        #expect(EmbeddedJSON.object(in: #"x {"a":{"b":"}{"},"c":{}} y"#) == ["a": ["b": "}{"], "c": [:]])
        #expect(EmbeddedJSON.object(in: #"{"a":"\"}"} {"b":[{"c":1},{"c":2}]}"#) == ["b": [["c": 1], ["c": 2]]])
    }

    @Test("Where there is none, none is found, and soon", arguments: ["", "no", "{", "{ broken", "}{", #"{"a":"#])
    func none(text: String) {
        #expect(EmbeddedJSON.object(in: text) == nil)
    }

    @Test("Text made of braces takes no time")
    func hostile() {
        #expect(EmbeddedJSON.object(in: String(repeating: "{", count: 200_000)) == nil)
    }
}
