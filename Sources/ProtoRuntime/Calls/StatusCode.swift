/// The outcome of a call as gRPC numbers it (gRPC "Status codes and their use").
public struct StatusCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire, 0…16; others are kept as they came.
    public let rawValue: Int

    /// - Parameter rawValue: the number on the wire.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Success.
    public static let ok = StatusCode(rawValue: 0)
    /// The call was cancelled, usually by the caller.
    public static let cancelled = StatusCode(rawValue: 1)
    /// An error that nobody classified.
    public static let unknown = StatusCode(rawValue: 2)
    /// The request is wrong whatever the state of the system.
    public static let invalidArgument = StatusCode(rawValue: 3)
    /// The deadline passed before the call was complete.
    public static let deadlineExceeded = StatusCode(rawValue: 4)
    /// Something that the request names does not exist.
    public static let notFound = StatusCode(rawValue: 5)
    /// What the request wants to create exists.
    public static let alreadyExists = StatusCode(rawValue: 6)
    /// The caller may not do this.
    public static let permissionDenied = StatusCode(rawValue: 7)
    /// A quota, a size limit or memory is used up.
    public static let resourceExhausted = StatusCode(rawValue: 8)
    /// The system is not in the state that the call needs.
    public static let failedPrecondition = StatusCode(rawValue: 9)
    /// The call lost against a concurrent one; repeating at a higher level may help.
    public static let aborted = StatusCode(rawValue: 10)
    /// The request reaches past a valid range.
    public static let outOfRange = StatusCode(rawValue: 11)
    /// The server does not have this method.
    public static let unimplemented = StatusCode(rawValue: 12)
    /// An invariant of the system is broken.
    public static let `internal` = StatusCode(rawValue: 13)
    /// The service cannot be reached now; repeating may help.
    public static let unavailable = StatusCode(rawValue: 14)
    /// Data are lost or corrupted.
    public static let dataLoss = StatusCode(rawValue: 15)
    /// The caller did not prove who it is.
    public static let unauthenticated = StatusCode(rawValue: 16)

    private static let names = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ]

    /// The code of a name; `nil` when there is none of that name.
    /// - Parameter name: the name in capitals, such as `NOT_FOUND`.
    public init?(name: String) {
        guard let number = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: number)
    }

    /// The name in capitals, such as `NOT_FOUND`; `CODE(42)` for a number without one.
    public var description: String { Self.names.indices.contains(rawValue) ? Self.names[rawValue] : "CODE(\(rawValue))" }
}
