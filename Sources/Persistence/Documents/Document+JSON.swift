import Environments
import JSONModel

extension Document {
    /// The document that a JSON object describes; `nil` when `json` is not an object. For values see ``DocumentValue/init(json:)``.
    public init?(json: JSONValue) {
        guard case .object(let object) = json else { return nil }
        self.init(object.lazy.map { ($0.key, DocumentValue(json: $0.value)) })
    }

    /// The document as a JSON object. For values see ``DocumentValue/json``.
    public var json: JSONValue {
        var object = JSONObject()
        for (key, value) in self { object[key] = value.json }
        return .object(object)
    }
}

extension DocumentValue {
    /// The value of a JSON text. A number without point and exponent becomes the narrowest integer that holds it, any other number a
    /// double; texts stay texts, also those that look like dates.
    public init(json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = Int(number.text).map { .int($0) } ?? .double(number.double)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map { DocumentValue(json: $0) })
        case .object(let object): self = .document(Document(object.lazy.map { ($0.key, DocumentValue(json: $0.value)) }))
        }
    }

    /// The value in JSON for people and other programs: dates become texts like `2025-05-25T19:53:31.042Z`, infinities and NaN `null`.
    public var json: JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int32(let value): .int(Int(value))
        case .int64(let value): .int(Int(value))
        case .double(let value): .double(value)
        case .string(let text): .string(text)
        case .date(let time): .string(time.iso8601)
        case .array(let elements): .array(elements.map(\.json))
        case .document(let document): document.json
        }
    }
}
