import Telemetry

extension Logger {
    /// Writes why a call failed, which callers are not told: at the level `debug` when the request was at fault, else as an error.
    /// - Parameters:
    ///   - operation: the RPC's name.
    ///   - cause: what was thrown.
    public func callFailed(_ operation: String, because cause: any Error) {
        let level: LogLevel = cause is RejectedInput || cause is CancellationError ? .debug : .error
        log(level, "\(operation) failed", ["reason": "\(cause)"])
    }
}
