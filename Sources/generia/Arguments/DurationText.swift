/// Durations as the platform's variables spell them: numbers with units, one after the other, such as `1h30m` or `1.5s`.
enum DurationText {
    private static let units: [(name: String, seconds: Double)] = [("ms", 0.001), ("h", 3_600), ("m", 60), ("s", 1)]

    /// The duration, never negative; `nil` when the text is none.
    static func parse(_ text: String) -> Duration? {
        var rest = text[...]
        var seconds = 0.0
        repeat {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            guard let number = Double(digits), let unit = units.first(where: { rest.hasPrefix($0.name) }) else { return nil }
            rest = rest.dropFirst(unit.name.count)
            seconds += number * unit.seconds
        } while !rest.isEmpty
        return seconds < Double(Int32.max) ? .seconds(seconds) : nil
    }
}
