import CMongoc

/// Decimal128, which has no counterpart among a ``DocumentValue``'s numbers.
///
/// Wraps libbson: its text is at most 43 characters with the zero, for which the buffer has room.
enum MongoDecimal {
    /// The exact value in digits, such as `12.50` or `1E+6000`.
    static func text(low: UInt64, high: UInt64) -> String {
        var value = bson_decimal128_t()
        value.low = low
        value.high = high
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            bson_decimal128_to_string(&value, start)
            return String(cString: start)
        }
    }
}
