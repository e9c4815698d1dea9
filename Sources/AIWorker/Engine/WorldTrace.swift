import Environments
import Telemetry

extension TraceContext {
    /// A new span in the trace of a world: its id is the world's, so that all that is done for a world, by whatever process and service, is
    /// found under an id that everybody knows. `nil` for the world whose id is zero.
    init?(of worldID: Identifier) {
        self.init(traceID: (worldID.high, worldID.low), spanID: .random(in: 1...UInt64.max))
    }
}
