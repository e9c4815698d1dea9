/// A JSON number with the digits it was written with: `1.50`, `1e2` and 40-digit integers survive unchanged.
///
/// Two numbers are equal when their texts are: `1.0` differs from `1`.
public struct JSONNumber: Sendable, Hashable {
    /// The number in JSON's grammar (RFC 8259, section 6).
    public let text: String

    /// An integer.
    public init(_ value: Int) {
        text = String(value)
    }

    /// The shortest text that reads back as `value`; `nil` for infinities and NaN, which JSON lacks.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// A text already known to follow the grammar.
    init(verified text: String) {
        self.text = text
    }

    /// A number written in JSON's grammar; `nil` when `text` is anything else.
    public init?(text: String) {
        guard case .number(let number)? = try? JSONValue(parsing: text), number.text == text else { return nil }
        self = number
    }

    /// The integer that the number is, written as `3`, `3.0` or `3e0`; `nil` when it has a fraction or exceeds 64 bits (written with a
    /// point or an exponent: 53 bits, beyond which its digits could have been rounded).
    public var int: Int? {
        if let int = Int(text) { return int }
        let double = double
        return double.magnitude < 0x1p53 ? Int(exactly: double) : nil
    }

    /// The nearest double; infinite when the number exceeds every double.
    public var double: Double {
        // The grammar of JSON is a part of what Double reads, so the fallback is never taken.
        Double(text) ?? .nan
    }
}
