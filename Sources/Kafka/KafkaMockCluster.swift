import CRdKafka
import Synchronization
import Telemetry

/// Kafka brokers within the process: librdkafka's mock cluster on ports of its own on 127.0.0.1. It keeps nothing beyond its life, and of a
/// partition the last 5 MB.
///
/// Topics come into being when they are first asked for, with four partitions. Producers (idempotent ones, too), consumers and groups can
/// use it; it has no administration and no users.
public final class KafkaMockCluster: Sendable {
    /// The pointers are valid until they are taken out of `state`, which happens once.
    ///
    /// `@unchecked Sendable`: the mock's functions may be called on any thread.
    private struct Pointers: @unchecked Sendable {
        let handle: ClientHandle
        let cluster: OpaquePointer
    }

    /// The addresses of the brokers, `127.0.0.1:port,…`.
    public let bootstrapServers: String
    private let events: ClientEvents
    private let state: Mutex<Pointers?>

    /// Starts brokers, numbered from 1.
    /// - Throws: `KafkaError` when there are no ports or threads for them.
    public init(brokers: Int = 1, logger: Logger = .disabled) throws(KafkaError) {
        events = ClientEvents(logger: logger)
        let handle = try ClientHandle.open(RD_KAFKA_PRODUCER, ["client.id": "mock-cluster"], events: events)
        guard let cluster = rd_kafka_mock_cluster_new(handle.pointer, Int32(clamping: max(1, brokers))),
            let addresses = rd_kafka_mock_cluster_bootstraps(cluster)
        else {
            handle.destroy()
            throw .failed(name: "mock", reason: "the mock cluster could not be started")
        }
        bootstrapServers = String(cString: addresses)
        state = Mutex(Pointers(handle: handle, cluster: cluster))
    }

    deinit { close() }

    /// Ends the brokers, and with them what they had.
    public func close() {
        let pointers = state.withLock { state in
            defer { state = nil }
            return state
        }
        guard let pointers else { return }
        rd_kafka_mock_cluster_destroy(pointers.cluster)
        pointers.handle.destroy()
    }

    /// Makes a topic with as many partitions.
    /// - Throws: `KafkaError` when there is one of that name.
    public func create(topic: String, partitions: Int) throws(KafkaError) {
        try check { rd_kafka_mock_topic_create($0, topic, Int32(clamping: partitions), 1) }
    }

    /// Breaks the connections to the brokers, and refuses new ones.
    public func setDown() throws(KafkaError) { try check { rd_kafka_mock_broker_set_down($0, -1) } }

    /// Accepts connections again.
    public func setUp() throws(KafkaError) { try check { rd_kafka_mock_broker_set_up($0, -1) } }

    /// Answers the next `count` requests of a kind with an error.
    ///
    /// - Parameters:
    ///   - code: the protocol's number of the error, such as 87 (INVALID_RECORD).
    ///   - request: the protocol's number of the kind, such as 0 (Produce), 1 (Fetch) or 8 (OffsetCommit).
    public func fail(_ count: Int, request: Int16, code: Int32) {
        _ = state.withLock { state in
            let errors = [rd_kafka_resp_err_t](repeating: rd_kafka_resp_err_t(code), count: count)
            return state.map { rd_kafka_mock_push_request_errors_array($0.cluster, request, errors.count, errors) }
        }
    }

    private func check(_ body: (OpaquePointer) -> rd_kafka_resp_err_t) throws(KafkaError) {
        let code = state.withLock { $0.map { body($0.cluster) } }
        guard let code else { throw .closed }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code) }
    }
}
