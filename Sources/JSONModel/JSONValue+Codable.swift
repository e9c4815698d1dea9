extension JSONValue {
    /// The JSON form of `value`, as its `encode(to:)` describes it.
    /// - Throws: ``JSONCodingError`` for numbers that JSON lacks (infinities, NaN), else what `value` itself throws.
    public init(encoding value: some Encodable) throws {
        self = try JSONEncoding.encode(value, at: [])
    }

    /// The value that this JSON describes.
    /// - Throws: ``JSONCodingError`` with the path of the first member that does not fit and what was expected there.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JSONCodingError) -> Value {
        do {
            return try JSONDecoding.decode(type, from: self, at: [])
        } catch {
            throw JSONCodingError(error)
        }
    }
}

/// Why a value and its JSON form do not fit together.
public struct JSONCodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place as a path from the top, `characters[3].name`; empty for the top itself.
    public let path: String
    /// What was expected and what was found.
    public let message: String

    init(_ path: [any CodingKey], _ message: String) {
        self.path = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        self.message = message
    }

    /// Takes over what a type's own `init(from:)` threw.
    init(_ error: any Error) {
        switch error {
        case let error as JSONCodingError: self = error
        case DecodingError.keyNotFound(let key, let context): self.init(context.codingPath + [key], "is missing")
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self.init(context.codingPath, context.debugDescription)
        default: self.init([], String(describing: error))
        }
    }

    /// The path with the message.
    public var description: String {
        path.isEmpty ? message : "\(path): \(message)"
    }
}

/// A member's name or an element's index.
struct JSONCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }

    static let `super` = JSONCodingKey(stringValue: "super")
}

extension JSONValue: Codable {
    /// Reads a value from any decoder; exact when that is ``JSONValue/decode(_:)``, else as exact as the decoder's numbers are.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? JSONDecoding {
            self = decoder.value
        } else if let container = try? decoder.container(keyedBy: JSONCodingKey.self) {
            self = .object(JSONObject(try container.allKeys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) }))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int.self) {
                self = .int(value)
            } else if let value = try? container.decode(Double.self) {
                self = .double(value)
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }

    /// Writes the value to any encoder; exact when that is ``JSONValue/init(encoding:)``, else as exact as the encoder's numbers are.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONEncoding {
            encoder.slot.value = self
            return
        }
        switch self {
        case .object(let object):
            var container = encoder.container(keyedBy: JSONCodingKey.self)
            for (key, value) in object { try container.encode(value, forKey: JSONCodingKey(stringValue: key)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .string(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .number(let number):
            var container = encoder.singleValueContainer()
            if let int = Int(number.text) { try container.encode(int) } else { try container.encode(number.double) }
        }
    }
}
