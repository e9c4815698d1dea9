import Environments
import JSONModel

/// Documents as SQLite keeps them: compact JSON that people can read with any SQLite tool, from which every type comes back exactly.
///
/// Integers of 32 bits are numbers without point and exponent, doubles numbers with one. What JSON lacks is an object with one member:
/// `{"$long":5}` for integers of 64 bits, `{"$date":…}` with microseconds since 1970, `{"$double":"nan"}` for infinities and NaN. A document
/// of the user's that looks like one of these is wrapped in `{"$literal":…}`.
enum StoredDocument {
    private static let markers: Set<String> = ["$long", "$date", "$double", "$literal"]

    /// - Throws: ``StoreError/invalid(_:)`` for a document beyond the ``DocumentLimits``.
    static func encoding(_ document: Document) throws(StoreError) -> [UInt8] {
        try DocumentLimits.check(document)
        let bytes = JSONValue.object(members(of: document)).serializedBytes()
        try DocumentLimits.check(size: bytes.count, of: document)
        return bytes
    }

    /// - Throws: ``StoreError/corrupted(path:hint:)`` for bytes that ``encoding(_:)`` did not make.
    static func decoding(_ bytes: [UInt8], path: String) throws(StoreError) -> Document {
        guard case .object(let object)? = try? JSONValue(parsing: bytes), let document = document(object) else {
            throw .corrupted(path: path, hint: "a stored document is not readable")
        }
        return document
    }

    private static func members(of document: Document) -> JSONObject {
        var object = JSONObject()
        for (key, value) in document { object[key] = json(value) }
        return object
    }

    private static func json(_ value: DocumentValue) -> JSONValue {
        switch value {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int32(let value): return .int(Int(value))
        case .int64(let value): return ["$long": .int(Int(value))]
        case .double(let value): return JSONNumber(value).map { .number($0) } ?? ["$double": .string(value.description)]
        case .string(let text): return .string(text)
        case .date(let time): return ["$date": .int(Int(time.microseconds))]
        case .array(let elements): return .array(elements.map(json))
        case .document(let document):
            let object = JSONValue.object(members(of: document))
            return document.count == 1 && markers.contains(document[0].key) ? ["$literal": object] : object
        }
    }

    private static func document(_ object: JSONObject) -> Document? {
        var document = Document()
        for (key, json) in object {
            guard let value = value(json) else { return nil }
            document.append(uniqueKey: key, value)
        }
        return document
    }

    private static func value(_ json: JSONValue) -> DocumentValue? {
        switch json {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number): return Int32(number.text).map { .int32($0) } ?? .double(number.double)
        case .string(let text): return .string(text)
        case .array(let elements):
            var values: [DocumentValue] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                guard let value = value(element) else { return nil }
                values.append(value)
            }
            return .array(values)
        case .object(let object):
            if object.count == 1, markers.contains(object[0].key) { return marked(object[0].key, object[0].value) }
            return document(object).map { .document($0) }
        }
    }

    private static func marked(_ marker: String, _ json: JSONValue) -> DocumentValue? {
        switch (marker, json) {
        case ("$long", .number(let number)): Int64(number.text).map { .int64($0) }
        case ("$date", .number(let number)): Int64(number.text).map { .date(Timestamp(microseconds: $0)) }
        case ("$double", .string(let text)): Double(text).map { .double($0) }
        case ("$literal", .object(let object)): document(object).map { .document($0) }
        default: nil
        }
    }
}
