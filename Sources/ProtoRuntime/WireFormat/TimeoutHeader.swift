import EventLoops

/// The value of the `grpc-timeout` header: 1 to 8 digits and a unit (gRPC over HTTP/2, "Timeout").
enum TimeoutHeader {
    /// Reads a value; `nil` when it is malformed. Hours beyond what the clock can hold count as "no end".
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Duration? {
        guard (2...9).contains(text.count), let unit = text.last else { return nil }
        var amount: Int64 = 0
        for byte in text.dropLast() {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            amount = amount * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        switch unit {
        case UInt8(ascii: "n"): return .nanoseconds(amount)
        case UInt8(ascii: "u"): return .microseconds(amount)
        case UInt8(ascii: "m"): return .milliseconds(amount)
        case UInt8(ascii: "S"): return .seconds(amount)
        case UInt8(ascii: "M"): return .seconds(amount * 60)
        case UInt8(ascii: "H"): return .seconds(amount * 3600)
        default: return nil
        }
    }

    /// Writes a duration in the finest unit that needs no more than 8 digits, rounded up, so that the server never gives up before
    /// the client does. A duration that has already passed is written as `0n`.
    static func text(for duration: Duration) -> String {
        let nanoseconds = max(0, duration.wholeNanoseconds)
        let units: [(String, Int64)] = [
            ("n", 1), ("u", 1000), ("m", 1_000_000), ("S", 1_000_000_000), ("M", 60_000_000_000), ("H", 3_600_000_000_000),
        ]
        for (name, size) in units {
            let amount = nanoseconds / size + (nanoseconds % size == 0 ? 0 : 1)
            if amount <= 99_999_999 { return "\(amount)\(name)" }
        }
        return "99999999H"
    }
}
