/// A decoder that reads a ``JSONValue``.
struct JSONDecoding: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func decode<Value: Decodable>(_ type: Value.Type, from value: JSONValue, at path: [any CodingKey]) throws -> Value {
        if let basic = type as? any JSONReadable.Type {
            guard let result = basic.init(json: value) as? Value else {
                throw JSONCodingError(path, "expected \(basic.expectation), found \(summary(of: value))")
            }
            return result
        }
        return try Value(from: JSONDecoding(value: value, codingPath: path))
    }

    /// The value for a message: its kind, and the value itself where that is short.
    private static func summary(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool, .number: value.serialized()
        case .string(let text): text.utf8.count <= 40 ? "the string \(value.serialized())" : "a string of \(text.utf8.count) bytes"
        case .array(let elements): "an array of \(elements.count)"
        case .object(let object): "an object of \(object.count)"
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else {
            throw JSONCodingError(codingPath, "expected an object, found \(Self.summary(of: value))")
        }
        return KeyedDecodingContainer(Keyed(object: object, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else {
            throw JSONCodingError(codingPath, "expected an array, found \(Self.summary(of: value))")
        }
        return Unkeyed(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        Single(value: value, codingPath: codingPath)
    }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let object: JSONObject
        let codingPath: [any CodingKey]

        var allKeys: [Key] { object.keys.compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

        func decodeNil(forKey key: Key) -> Bool { object[key.stringValue]?.isNull ?? true }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try JSONDecoding.decode(type, from: try member(key), at: codingPath + [key])
        }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
            try JSONDecoding(value: try member(key), codingPath: codingPath + [key]).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try JSONDecoding(value: try member(key), codingPath: codingPath + [key]).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder {
            JSONDecoding(value: object[JSONCodingKey.super.stringValue] ?? .null, codingPath: codingPath + [JSONCodingKey.super])
        }

        func superDecoder(forKey key: Key) throws -> any Decoder {
            JSONDecoding(value: try member(key), codingPath: codingPath + [key])
        }

        private func member(_ key: Key) throws -> JSONValue {
            guard let value = object[key.stringValue] else { throw JSONCodingError(codingPath + [key], "is missing") }
            return value
        }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let elements: [JSONValue]
        let codingPath: [any CodingKey]
        var currentIndex = 0

        init(elements: [JSONValue], codingPath: [any CodingKey]) {
            self.elements = elements
            self.codingPath = codingPath
        }

        var count: Int? { elements.count }

        var isAtEnd: Bool { currentIndex == elements.count }

        mutating func decodeNil() throws -> Bool {
            guard try element().value.isNull else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let element = try element()
            let result = try JSONDecoding.decode(type, from: element.value, at: element.codingPath)
            currentIndex += 1
            return result
        }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
            let container = try element().container(keyedBy: type)
            currentIndex += 1
            return container
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            let container = try element().unkeyedContainer()
            currentIndex += 1
            return container
        }

        mutating func superDecoder() throws -> any Decoder {
            let element = try element()
            currentIndex += 1
            return element
        }

        /// A decoder of the current element.
        private func element() throws -> JSONDecoding {
            let path = codingPath + [JSONCodingKey(intValue: currentIndex)]
            guard !isAtEnd else { throw JSONCodingError(path, "is missing, the array has \(elements.count) elements") }
            return JSONDecoding(value: elements[currentIndex], codingPath: path)
        }
    }

    private struct Single: SingleValueDecodingContainer {
        let value: JSONValue
        let codingPath: [any CodingKey]

        func decodeNil() -> Bool { value.isNull }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoding.decode(type, from: value, at: codingPath)
        }
    }
}

/// A type that is read from a JSON value directly.
private protocol JSONReadable {
    /// The type in the words of JSON, for messages.
    static var expectation: String { get }
    init?(json: JSONValue)
}

extension JSONValue: JSONReadable {
    static var expectation: String { "a value" }
    init?(json: JSONValue) { self = json }
}

extension String: JSONReadable {
    static var expectation: String { "a string" }

    init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self = text
    }
}

extension Bool: JSONReadable {
    static var expectation: String { "true or false" }

    init?(json: JSONValue) {
        guard case .bool(let value) = json else { return nil }
        self = value
    }
}

extension Double: JSONReadable {
    static var expectation: String { "a number" }

    init?(json: JSONValue) {
        guard case .number(let number) = json else { return nil }
        self = number.double
    }
}

extension Float: JSONReadable {
    static var expectation: String { "a number" }

    init?(json: JSONValue) {
        guard case .number(let number) = json else { return nil }
        self = Float(number.double)
    }
}

extension JSONReadable where Self: FixedWidthInteger {
    static var expectation: String { "an integer from \(min) to \(max)" }

    init?(json: JSONValue) {
        guard case .number(let number) = json, let value = Self(number.text) ?? number.int.flatMap({ Self(exactly: $0) }) else {
            return nil
        }
        self = value
    }
}

extension Int: JSONReadable {}
extension Int8: JSONReadable {}
extension Int16: JSONReadable {}
extension Int32: JSONReadable {}
extension Int64: JSONReadable {}
extension UInt: JSONReadable {}
extension UInt8: JSONReadable {}
extension UInt16: JSONReadable {}
extension UInt32: JSONReadable {}
extension UInt64: JSONReadable {}
