/// What is under way and has no other name, each by a number of its own, until it is over.
struct Numbered<Value: Sendable>: Sendable {
    private var last: UInt64 = 0
    private var values: [UInt64: Value] = [:]

    /// All that is not over.
    var all: [Value] { Array(values.values) }

    /// Adds what `make` gives for its number.
    /// - Returns: the number.
    @discardableResult
    mutating func add(_ make: (UInt64) -> Value) -> UInt64 {
        last += 1
        values[last] = make(last)
        return last
    }

    /// Says that it is over.
    mutating func remove(_ number: UInt64) { values[number] = nil }
}
