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
        var bytes: [UInt8] = []
        append(document, to: &bytes)
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

    private static func append(_ document: Document, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (position, field) in document.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.appendJSONString(field.key)
            bytes.append(UInt8(ascii: ":"))
            append(field.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ value: DocumentValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: append("null", to: &bytes)
        case .bool(let value): append(value ? "true" : "false", to: &bytes)
        case .int32(let value): append(value.description, to: &bytes)
        case .int64(let value): appendMarked("{\"$long\":", value.description, to: &bytes)
        case .double(let value) where value.isFinite: append(value.description, to: &bytes)
        case .double(let value): appendMarked("{\"$double\":", "\"\(value)\"", to: &bytes)
        case .string(let text): bytes.appendJSONString(text)
        case .date(let time): appendMarked("{\"$date\":", time.microseconds.description, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .document(let document):
            let isLiteral = document.count == 1 && markers.contains(document[0].key)
            if isLiteral { append("{\"$literal\":", to: &bytes) }
            append(document, to: &bytes)
            if isLiteral { append("}", to: &bytes) }
        }
    }

    private static func appendMarked(_ marker: String, _ value: String, to bytes: inout [UInt8]) {
        append(marker, to: &bytes)
        append(value, to: &bytes)
        append("}", to: &bytes)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }

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
