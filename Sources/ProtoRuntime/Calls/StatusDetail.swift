/// What a program can act on when a call has failed: one of the standard details of `google.rpc` or a message of one's own
/// (https://google.aip.dev/193).
public enum StatusDetail: Sendable, Hashable {
    /// Why the call failed, in a form that programs can tell apart.
    case errorInfo(RPCAPI.ErrorInfo)
    /// When the call may be repeated.
    case retryInfo(RPCAPI.RetryInfo)
    /// What helps to find a fault in the service.
    case debugInfo(RPCAPI.DebugInfo)
    /// Which quotas were exceeded.
    case quotaFailure(RPCAPI.QuotaFailure)
    /// Which conditions have to be met first.
    case preconditionFailure(RPCAPI.PreconditionFailure)
    /// Which fields of the request are wrong.
    case badRequest(RPCAPI.BadRequest)
    /// What to quote when asking the service's people about the call.
    case requestInfo(RPCAPI.RequestInfo)
    /// Which resource was missing or not to be had.
    case resourceInfo(RPCAPI.ResourceInfo)
    /// Where to read on.
    case help(RPCAPI.Help)
    /// A message in the language of the person who is to read it.
    case localizedMessage(RPCAPI.LocalizedMessage)
    /// A message of another type, or one that cannot be decoded.
    case other(ProtobufAPI.Any_)

    /// Unpacks a detail; one that cannot be decoded is kept as ``other(_:)``.
    public init(_ packed: ProtobufAPI.Any_) {
        self = (try? Self.standard(packed)) ?? .other(packed)
    }

    private static func standard(_ packed: ProtobufAPI.Any_) throws(DecodingError) -> StatusDetail? {
        switch packed.messageName {
        case RPCAPI.ErrorInfo.fullName[...]: .errorInfo(try RPCAPI.ErrorInfo(decoding: packed.value))
        case RPCAPI.RetryInfo.fullName[...]: .retryInfo(try RPCAPI.RetryInfo(decoding: packed.value))
        case RPCAPI.DebugInfo.fullName[...]: .debugInfo(try RPCAPI.DebugInfo(decoding: packed.value))
        case RPCAPI.QuotaFailure.fullName[...]: .quotaFailure(try RPCAPI.QuotaFailure(decoding: packed.value))
        case RPCAPI.PreconditionFailure.fullName[...]: .preconditionFailure(try RPCAPI.PreconditionFailure(decoding: packed.value))
        case RPCAPI.BadRequest.fullName[...]: .badRequest(try RPCAPI.BadRequest(decoding: packed.value))
        case RPCAPI.RequestInfo.fullName[...]: .requestInfo(try RPCAPI.RequestInfo(decoding: packed.value))
        case RPCAPI.ResourceInfo.fullName[...]: .resourceInfo(try RPCAPI.ResourceInfo(decoding: packed.value))
        case RPCAPI.Help.fullName[...]: .help(try RPCAPI.Help(decoding: packed.value))
        case RPCAPI.LocalizedMessage.fullName[...]: .localizedMessage(try RPCAPI.LocalizedMessage(decoding: packed.value))
        default: nil
        }
    }

    /// The detail as it travels.
    public var packed: ProtobufAPI.Any_ {
        switch self {
        case .errorInfo(let message): ProtobufAPI.Any_(packing: message)
        case .retryInfo(let message): ProtobufAPI.Any_(packing: message)
        case .debugInfo(let message): ProtobufAPI.Any_(packing: message)
        case .quotaFailure(let message): ProtobufAPI.Any_(packing: message)
        case .preconditionFailure(let message): ProtobufAPI.Any_(packing: message)
        case .badRequest(let message): ProtobufAPI.Any_(packing: message)
        case .requestInfo(let message): ProtobufAPI.Any_(packing: message)
        case .resourceInfo(let message): ProtobufAPI.Any_(packing: message)
        case .help(let message): ProtobufAPI.Any_(packing: message)
        case .localizedMessage(let message): ProtobufAPI.Any_(packing: message)
        case .other(let packed): packed
        }
    }
}
