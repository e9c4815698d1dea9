import JSONModel

/// A type whose shape is described by an `ObjectSchema`.
protocol SchemaDescribed: Codable, Sendable, Hashable {
    static var schema: ObjectSchema { get }
}

/// An answer that a model gives as JSON in a fixed shape.
protocol StructuredOutput: SchemaDescribed {
    /// What is wrong with an answer of the right shape (an empty list, a blank name), or `nil`.
    var violation: String? { get }

    /// What an answer without a violation lacks all the same, or `nil`. It is quoted to the model once; no answer is given up for it.
    var shortcoming: String? { get }
}

extension StructuredOutput {
    var shortcoming: String? { nil }
}

/// An answer that does not have the shape it was asked for. The text names the field and what is accepted there, so that it can be
/// quoted to the model.
struct SchemaViolation: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String
}

extension StructuredOutput {
    /// Reads an answer: missing fields with a default are filled in, the shape is checked, then the quantities.
    static func parse(_ value: JSONValue) throws(SchemaViolation) -> Self {
        let complete = try schema.completed(value)
        let answer: Self
        do {
            answer = try complete.decode(Self.self)
        } catch {
            throw SchemaViolation(description: "\(schema.title): \(error)")
        }
        if let violation = answer.violation { throw SchemaViolation(description: "\(schema.title): \(violation)") }
        return answer
    }
}

/// The first of `texts` that has nothing but white space, as a violation.
func firstBlank(_ texts: KeyValuePairs<String, String>) -> String? {
    for (name, text) in texts where text.allSatisfy(\.isWhitespace) { return "\(name) must not be empty" }
    return nil
}
