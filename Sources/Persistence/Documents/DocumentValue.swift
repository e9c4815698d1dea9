import Environments

/// A value in a ``Document``: the types of BSON that the platform uses. Integers of either width and doubles stay what they are when stored,
/// and compare by their numeric value in filters and sorts.
public enum DocumentValue: Sendable, Hashable {
    /// No value. Filters do not tell it from a missing field.
    case null
    /// A truth value.
    case bool(Bool)
    /// An integer of 32 bits.
    case int32(Int32)
    /// An integer of 64 bits.
    case int64(Int64)
    /// A floating-point number.
    case double(Double)
    /// A text.
    case string(String)
    /// A point in time. Every engine keeps milliseconds; whether it keeps microseconds is the engine's matter (SQLite does, MongoDB does not).
    case date(Timestamp)
    /// A list.
    case array([DocumentValue])
    /// An embedded document.
    case document(Document)

    /// An integer in the narrowest type that holds it, as MongoDB's drivers choose it.
    public static func int(_ value: Int) -> DocumentValue {
        Int32(exactly: value).map { .int32($0) } ?? .int64(Int64(value))
    }
}

// MARK: Access

extension DocumentValue {
    /// The text; `nil` when the value is not a string.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The integer, of either width, or a double without a fraction; `nil` when the value is none of these.
    public var int: Int? {
        switch self {
        case .int32(let value): Int(value)
        case .int64(let value): Int(exactly: value)
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The number, rounded to the nearest double; `nil` when the value is not a number.
    public var double: Double? {
        switch self {
        case .int32(let value): Double(value)
        case .int64(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The truth value; `nil` when the value is not one.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The time; `nil` when the value is not one.
    public var date: Timestamp? {
        if case .date(let value) = self { value } else { nil }
    }

    /// The elements; `nil` when the value is not an array.
    public var array: [DocumentValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The embedded document; `nil` when the value is not one.
    public var document: Document? {
        if case .document(let value) = self { value } else { nil }
    }

    /// Whether the value is ``null``.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

// MARK: Literals

extension DocumentValue: ExpressibleByStringInterpolation {
    /// A string literal.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension DocumentValue: ExpressibleByIntegerLiteral {
    /// An integer literal, of 32 bits where they suffice.
    public init(integerLiteral value: Int) { self = .int(value) }
}

extension DocumentValue: ExpressibleByFloatLiteral {
    /// A floating-point literal.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension DocumentValue: ExpressibleByBooleanLiteral {
    /// A truth literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension DocumentValue: ExpressibleByNilLiteral {
    /// ``null``
    public init(nilLiteral: ()) { self = .null }
}

extension DocumentValue: ExpressibleByArrayLiteral {
    /// A list of values.
    public init(arrayLiteral elements: DocumentValue...) { self = .array(elements) }
}

extension DocumentValue: ExpressibleByDictionaryLiteral {
    /// An embedded document; of fields with the same name the last one counts.
    public init(dictionaryLiteral elements: (String, DocumentValue)...) { self = .document(Document(elements)) }
}
