/// The place of the current work in a distributed trace: W3C Trace Context, level 1, header `traceparent`.
public struct TraceContext: Sendable, Hashable {
    /// The upper and lower half of the 16-byte trace id; never both zero.
    public let traceID: (high: UInt64, low: UInt64)
    /// The 8-byte id of the current span; never zero.
    public let spanID: UInt64
    /// The flags byte; bit 0 says that the caller records this trace.
    public let flags: UInt8

    /// The context of the task that is running, inherited by its child tasks.
    @TaskLocal public static var current: TraceContext?

    /// A context from its parts; `nil` when the trace id or the span id is zero, which the standard calls invalid.
    public init?(traceID: (high: UInt64, low: UInt64), spanID: UInt64, flags: UInt8 = 1) {
        guard traceID.high | traceID.low != 0, spanID != 0 else { return nil }
        self.init(validTraceID: traceID, spanID: spanID, flags: flags)
    }

    private init(validTraceID traceID: (high: UInt64, low: UInt64), spanID: UInt64, flags: UInt8) {
        self.traceID = traceID
        self.spanID = spanID
        self.flags = flags
    }

    /// A new trace with a new span. Ids of traces never reach a result, so they are outside of a seeded run.
    public static func root() -> TraceContext {
        var generator = SystemRandomNumberGenerator()
        return TraceContext(
            validTraceID: (generator.next(), .random(in: 1...UInt64.max, using: &generator)),
            spanID: .random(in: 1...UInt64.max, using: &generator), flags: 1)
    }

    /// A new span within the same trace.
    public func child() -> TraceContext {
        TraceContext(validTraceID: traceID, spanID: .random(in: 1...UInt64.max), flags: flags)
    }

    /// Reads a `traceparent` header (section 3.2); `nil` when it is malformed, has version `ff`, or an id is zero.
    /// Later versions may carry more after the flags, which is ignored.
    public static func parse(traceparent: String) -> TraceContext? {
        let text = Array(traceparent.utf8)
        guard text.count >= 55, text[2] == 0x2D, text[35] == 0x2D, text[52] == 0x2D else { return nil }
        guard let version = hex(text[0..<2]), version != 0xFF, let flags = hex(text[53..<55]) else { return nil }
        guard text.count == 55 || (version > 0 && text[55] == 0x2D) else { return nil }
        guard let high = hex(text[3..<19]), let low = hex(text[19..<35]), let span = hex(text[36..<52]) else { return nil }
        return TraceContext(traceID: (high, low), spanID: span, flags: UInt8(truncatingIfNeeded: flags))
    }

    /// The header that carries this context to the next service: version 00.
    public var traceparent: String { "00-\(traceIDText)-\(spanIDText)-\(Self.hexText(UInt64(flags), digits: 2))" }

    /// The trace id as 32 lowercase hexadecimal digits.
    public var traceIDText: String { Self.hexText(traceID.high, digits: 16) + Self.hexText(traceID.low, digits: 16) }

    /// The span id as 16 lowercase hexadecimal digits.
    public var spanIDText: String { Self.hexText(spanID, digits: 16) }

    /// Equal when trace, span and flags are.
    public static func == (left: TraceContext, right: TraceContext) -> Bool {
        left.traceID == right.traceID && left.spanID == right.spanID && left.flags == right.flags
    }

    /// Feeds trace, span and flags to `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(traceID.high)
        hasher.combine(traceID.low)
        hasher.combine(spanID)
        hasher.combine(flags)
    }

    /// At most 16 lowercase digits; the standard forbids capitals.
    private static func hex(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: value = value << 4 | UInt64(digit - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }

    private static func hexText(_ value: UInt64, digits: Int) -> String {
        String(unsafeUninitializedCapacity: digits) { buffer in
            for index in 0..<digits {
                let nibble = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - index))) & 0xF
                buffer[index] = nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
            }
            return digits
        }
    }
}
