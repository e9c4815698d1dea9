import Glibc
// `timespec` belongs to this part of the toolchain's C overlay.
import SwiftOverlayShims

extension ProtobufAPI.Duration {
    /// The same span of time, rounded towards zero to whole nanoseconds. Both parts have the same sign, as the proto file asks.
    public init(_ duration: Swift.Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(seconds: seconds, nanos: Int32(attoseconds / 1_000_000_000))
    }
}

extension Swift.Duration {
    /// The span of time of a message.
    public init(_ message: ProtobufAPI.Duration) {
        self = .seconds(message.seconds) + .nanoseconds(Int64(message.nanos))
    }
}

extension ProtobufAPI.Timestamp {
    /// The machine's time of day.
    public static func now() -> ProtobufAPI.Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return ProtobufAPI.Timestamp(seconds: Int64(time.tv_sec), nanos: Int32(truncatingIfNeeded: time.tv_nsec))
    }
}
