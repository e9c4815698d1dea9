import CRdKafka

/// Why something could not be done with Kafka.
public enum KafkaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A setting or an address that cannot be used.
    case invalid(String)
    /// No broker answers, or not in time.
    case unreachable(String)
    /// There is no such topic, and the brokers do not create it by themselves.
    case unknownTopic(String)
    /// The message is larger than the brokers or the client accept.
    case tooLarge(String)
    /// The brokers do not accept the user, or what the user asks for.
    case refused(String)
    /// The client was closed.
    case closed
    /// The calling task was cancelled; a message may have been sent all the same.
    case cancelled
    /// What became of the message is not known; it may have arrived.
    case unclear(String)
    /// Anything else, with the protocol's or librdkafka's name of it.
    case failed(name: String, reason: String)

    /// What happened, in librdkafka's words where it has any.
    public var description: String {
        switch self {
        case .invalid(let text): text
        case .unreachable(let text): "Kafka cannot be reached: \(text)"
        case .unknownTopic(let text): "unknown topic: \(text)"
        case .tooLarge(let text): "the message is too large: \(text)"
        case .refused(let text): "Kafka refuses this: \(text)"
        case .closed: "the Kafka client was closed"
        case .cancelled: "cancelled"
        case .unclear(let text): "what became of the message is not known: \(text)"
        case .failed(let name, let reason): "Kafka: \(reason) (\(name))"
        }
    }

    /// Whether the same may succeed later, without anybody changing anything.
    public var isRetryable: Bool {
        switch self {
        case .unreachable, .unclear, .unknownTopic: true
        case .invalid, .tooLarge, .refused, .closed, .cancelled, .failed: false
        }
    }

    /// What a code of librdkafka means; `detail` says it better than the code's own text.
    init(_ code: rd_kafka_resp_err_t, _ detail: String? = nil) {
        let text = detail ?? String(cString: rd_kafka_err2str(code))
        switch code {
        case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE, RD_KAFKA_RESP_ERR__TIMED_OUT,
            RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__WAIT_COORD,
            RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR__QUEUE_FULL:
            self = .unreachable(text)
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
            self = .unknownTopic(text)
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE: self = .tooLarge(text)
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
            RD_KAFKA_RESP_ERR_INVALID_REQUIRED_ACKS, RD_KAFKA_RESP_ERR_POLICY_VIOLATION, RD_KAFKA_RESP_ERR_INVALID_RECORD,
            RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            self = .refused(text)
        case RD_KAFKA_RESP_ERR__DESTROY: self = .closed
        case RD_KAFKA_RESP_ERR__FATAL, RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT,
            RD_KAFKA_RESP_ERR__INCONSISTENT, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID,
            RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH, RD_KAFKA_RESP_ERR_PRODUCER_FENCED:
            self = .unclear(text)
        case RD_KAFKA_RESP_ERR__INVALID_ARG: self = .invalid(text)
        default: self = .failed(name: String(cString: rd_kafka_err2name(code)), reason: text)
        }
    }
}
