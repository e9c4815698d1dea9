import Persistence
import ProtoRuntime

extension Behaviour {
    /// How a call ends whose cause of failure the originals would not tell from any other.
    ///
    /// The originals give one status for everything that goes wrong with their database. Here an outage says that it is one, UNAVAILABLE or
    /// DEADLINE_EXCEEDED, so that callers know to try again, damage is DATA_LOSS, and no failure is NOT_FOUND; ``strict`` keeps to the
    /// originals. The end of the call itself, by its caller or its deadline, is always passed on as what it is.
    /// - Parameters:
    ///   - cause: what was thrown.
    ///   - failure: what the contract names for the failed step.
    /// - Returns: what to throw.
    public func failure(for cause: any Error, otherwise failure: some RPCErrorConvertible) -> any Error {
        switch cause {
        case is CancellationError: cause
        case let error as RPCError where error.code == .cancelled || error.code == .deadlineExceeded: error
        case let error as any RPCErrorConvertible where error.rpcError.code == .unavailable && !isStrict: error
        case let error as StoreError where !isStrict:
            Self.outage(error) ?? (failure.rpcError.code == .notFound ? Self.unreadable : failure.rpcError)
        default: failure
        }
    }

    /// What stands in for NOT_FOUND: a store that fails does not know what it has.
    private static var unreadable: RPCError { RPCError(.internal, "the database cannot be read") }

    /// The status of a store that cannot answer now; `nil` for failures that have another cause.
    private static func outage(_ error: StoreError) -> RPCError? {
        switch error {
        case .unavailable: RPCError(.unavailable, "the database is unavailable")
        case .deadlineExceeded: RPCError(.deadlineExceeded, "the database did not answer in time")
        case .corrupted: RPCError(.dataLoss, "the database is damaged")
        case .duplicateKey, .invalid, .io: nil
        }
    }
}
