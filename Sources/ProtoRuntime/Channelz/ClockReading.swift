import EventLoops

/// Both clocks at one moment, to tell the time of day of something that happened before.
struct ClockReading: Sendable {
    let monotonic: MonotonicTime
    let wall: ProtobufAPI.Timestamp

    static func now() -> ClockReading { ClockReading(monotonic: .now(), wall: .now()) }

    /// The time of day of a point on the monotonic clock.
    func timestamp(of time: MonotonicTime) -> ProtobufAPI.Timestamp {
        let nanosecondsPerSecond: Int64 = 1_000_000_000
        // Around today both fit into 64 bits for two more centuries.
        let nanoseconds = wall.seconds &* nanosecondsPerSecond &+ Int64(wall.nanos) &- (monotonic - time).wholeNanoseconds
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: nanosecondsPerSecond)
        return rest < 0
            ? ProtobufAPI.Timestamp(seconds: seconds - 1, nanos: Int32(rest + nanosecondsPerSecond))
            : ProtobufAPI.Timestamp(seconds: seconds, nanos: Int32(rest))
    }
}
