extension Timestamp {
    /// RFC 3339 with whole seconds: `2025-05-25T19:53:31Z`, the form of the platform's responses (platform contract 0.3).
    public var rfc3339: String {
        let time = CivilTime(secondsSince1970: seconds)
        guard (0...9_999).contains(time.year) else { return "\(time.date(separator: "-"))T\(time.clock(separator: ":"))Z" }
        // Written in place: every record of every response has one.
        return String(unsafeUninitializedCapacity: 20) { buffer in
            func put(_ number: Int, at position: Int) {
                buffer[position] = 0x30 + UInt8(truncatingIfNeeded: number / 10 % 10)
                buffer[position + 1] = 0x30 + UInt8(truncatingIfNeeded: number % 10)
            }
            put(Int(time.year) / 100, at: 0)
            put(Int(time.year) % 100, at: 2)
            buffer[4] = UInt8(ascii: "-")
            put(time.month, at: 5)
            buffer[7] = UInt8(ascii: "-")
            put(time.day, at: 8)
            buffer[10] = UInt8(ascii: "T")
            put(time.hour, at: 11)
            buffer[13] = UInt8(ascii: ":")
            put(time.minute, at: 14)
            buffer[16] = UInt8(ascii: ":")
            put(time.second, at: 17)
            buffer[19] = UInt8(ascii: "Z")
            return 20
        }
    }

    /// RFC 3339 with milliseconds: `2025-05-25T19:53:31.042Z`.
    public var iso8601: String {
        let time = CivilTime(secondsSince1970: seconds)
        let fraction = microseconds.flooredDivision(by: 1_000_000).remainder / 1_000
        return "\(time.date(separator: "-"))T\(time.clock(separator: ":")).\(padded(fraction, 3))Z"
    }

    /// The basic form without separators, whole seconds: `20250525T195331Z`, as in AWS Signature Version 4.
    public var basicISO8601: String {
        let time = CivilTime(secondsSince1970: seconds)
        return "\(time.date(separator: ""))T\(time.clock(separator: ""))Z"
    }

    /// The form of HTTP header fields (RFC 9110, 5.6.7): `Sun, 25 May 2025 19:53:31 GMT`.
    public var httpDate: String {
        let time = CivilTime(secondsSince1970: seconds)
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = "\(padded(Int64(time.day), 2)) \(months[time.month - 1]) \(padded(time.year, 4))"
        return "\(weekdays[time.weekday]), \(date) \(time.clock(separator: ":")) GMT"
    }

    /// Reads the preferred form of dates in HTTP (RFC 9110, 5.6.7), `Sun, 06 Nov 1994 08:49:37 GMT`; `nil` for anything else.
    public init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(where: { $0 == parts[2] }) else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }

    /// Reads RFC 3339: date, `T`, time, an optional fraction of any length (cut to microseconds), and `Z` or an offset `±hh:mm`.
    /// `nil` for anything else, impossible dates included.
    public init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t"), let hour = reader.number(digits: 2), reader.skip(":"),
            let minute = reader.number(digits: 2), reader.skip(":"), let second = reader.number(digits: 2),
            let time = CivilTime(
                year: year, month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute), second: Int(second))
        else { return nil }
        var fraction: Int64 = 0
        if reader.skip(".") {
            guard let value = reader.fraction(digits: 6) else { return nil }
            fraction = value
        }
        var offset: Int64 = 0
        if !reader.skip("Z") && !reader.skip("z") {
            let sign: Int64 = reader.skip("-") ? -1 : 1
            guard sign < 0 || reader.skip("+"), let hours = reader.number(digits: 2), reader.skip(":"),
                let minutes = reader.number(digits: 2), hours < 24, minutes < 60
            else { return nil }
            offset = sign * (hours * 3_600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        microseconds = (time.secondsSince1970 - offset) * 1_000_000 + fraction
    }

    /// Reads the basic form `20250525T195331Z` (whole seconds, UTC); `nil` for anything else.
    public init?(basicISO8601 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), let month = reader.number(digits: 2), let day = reader.number(digits: 2),
            reader.skip("T"), let hour = reader.number(digits: 2), let minute = reader.number(digits: 2),
            let second = reader.number(digits: 2), reader.skip("Z"), reader.isAtEnd,
            let time = CivilTime(
                year: year, month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute), second: Int(second))
        else { return nil }
        self.init(seconds: time.secondsSince1970)
    }
}

extension CivilTime {
    fileprivate func date(separator: String) -> String {
        "\(padded(year, 4))\(separator)\(padded(Int64(month), 2))\(separator)\(padded(Int64(day), 2))"
    }

    fileprivate func clock(separator: String) -> String {
        "\(padded(Int64(hour), 2))\(separator)\(padded(Int64(minute), 2))\(separator)\(padded(Int64(second), 2))"
    }
}

/// `number` in decimal, filled with leading zeros to at least `width` digits.
private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
}

/// Reads fixed-width decimal fields of an ASCII text from left to right.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes `character` if it is next; says whether it was.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let next = rest.first, UInt32(next) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes exactly `digits` decimal digits.
    mutating func number(digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Takes one or more digits after a decimal point; the value is that of the first `digits` of them, missing ones being zero.
    mutating func fraction(digits: Int) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit = nextDigit() {
            if count < digits { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in 0..<max(0, digits - count) { value *= 10 }
        return value
    }

    private mutating func nextDigit() -> Int64? {
        guard let next = rest.first, (0x30...0x39).contains(next) else { return nil }
        rest.removeFirst()
        return Int64(next - 0x30)
    }
}
