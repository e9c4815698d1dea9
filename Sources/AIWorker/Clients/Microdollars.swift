import JSONModel

extension JSONValue {
    /// An amount of dollars, written as a number or as a text with one, in millionths of a dollar, rounded to the nearest; what is no amount
    /// of money is nothing. `nil` for what is no number.
    var microdollars: Int64? {
        guard let dollars = doubleValue ?? stringValue.flatMap(JSONNumber.init(text:))?.double else { return nil }
        return dollars.isFinite && dollars > 0 ? Int64(Swift.min(dollars * 1_000_000, 1e15).rounded()) : 0
    }
}
