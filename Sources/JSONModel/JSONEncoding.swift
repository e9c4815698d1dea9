/// An encoder whose product is a ``JSONValue``.
struct JSONEncoding: Encoder {
    /// Where the product of an encoder or a container ends up. Containers are handed out before they are filled, hence the class;
    /// it never leaves the call of ``encode(_:at:)`` that made it.
    final class Slot {
        var value: JSONValue?
        var members: [(key: String, slot: Slot)] = []
        var elements: [Slot] = []
        var shape = Shape.single

        enum Shape { case single, object, array }

        var product: JSONValue {
            switch shape {
            case .single: value ?? .object(JSONObject())
            case .object: .object(JSONObject(members.map { ($0.key, $0.slot.product) }))
            case .array: .array(elements.map(\.product))
            }
        }

        func member(_ key: String) -> Slot {
            let slot = Slot()
            members.append((key, slot))
            return slot
        }

        func element() -> Slot {
            let slot = Slot()
            elements.append(slot)
            return slot
        }
    }

    let slot: Slot
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func encode(_ value: some Encodable, at path: [any CodingKey]) throws -> JSONValue {
        let slot = Slot()
        try encode(value, into: slot, at: path)
        return slot.product
    }

    static func encode(_ value: some Encodable, into slot: Slot, at path: [any CodingKey]) throws {
        switch value {
        case let value as JSONValue: slot.value = value
        case let value as String: slot.value = .string(value)
        case let value as Bool: slot.value = .bool(value)
        case let value as Int: slot.value = .int(value)
        case let value as any BinaryInteger: slot.value = .number(JSONNumber(verified: String(describing: value)))
        case let value as Double: slot.value = .number(try number(value, at: path))
        case let value as Float:
            // The shortest text of the Float itself: 0.1, not the double nearest to it.
            _ = try number(Double(value), at: path)
            slot.value = .number(JSONNumber(verified: value.description))
        default: try value.encode(to: JSONEncoding(slot: slot, codingPath: path))
        }
    }

    private static func number(_ value: Double, at path: [any CodingKey]) throws -> JSONNumber {
        guard let number = JSONNumber(value) else { throw JSONCodingError(path, "JSON has no number \(value)") }
        return number
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.shape = .object
        return KeyedEncodingContainer(Keyed(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.shape = .array
        return Unkeyed(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(slot: slot, codingPath: codingPath)
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let slot: Slot
        let codingPath: [any CodingKey]

        func encodeNil(forKey key: Key) { slot.member(key.stringValue).value = .null }

        func encode(_ value: some Encodable, forKey key: Key) throws {
            try JSONEncoding.encode(value, into: slot.member(key.stringValue), at: codingPath + [key])
        }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
            encoder(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }

        func superEncoder() -> any Encoder { encoder(JSONCodingKey.super) }

        func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

        private func encoder(_ key: some CodingKey) -> JSONEncoding {
            JSONEncoding(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
        }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let slot: Slot
        let codingPath: [any CodingKey]

        var count: Int { slot.elements.count }

        func encodeNil() { slot.element().value = .null }

        func encode(_ value: some Encodable) throws {
            let path = codingPath + [JSONCodingKey(intValue: count)]
            try JSONEncoding.encode(value, into: slot.element(), at: path)
        }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            encoder().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

        func superEncoder() -> any Encoder { encoder() }

        private func encoder() -> JSONEncoding {
            let path = codingPath + [JSONCodingKey(intValue: count)]
            return JSONEncoding(slot: slot.element(), codingPath: path)
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let slot: Slot
        let codingPath: [any CodingKey]

        func encodeNil() { slot.value = .null }

        func encode(_ value: some Encodable) throws { try JSONEncoding.encode(value, into: slot, at: codingPath) }
    }
}
