import CRdKafka
import EventLoops
import Synchronization
import Telemetry

/// What a consumer's client reports: partitions that come and go, and what became of commits. On the thread of its loop only.
final class ConsumerEvents: ClientEvents, @unchecked Sendable {
    /// How long giving partitions away waits for the commit of what is finished.
    private static let commitTime = Duration.seconds(3)

    private let ledger: ConsumerLedger
    private let hasNews = Atomic(false)

    init(ledger: ConsumerLedger, logger: Logger) {
        self.ledger = ledger
        super.init(logger: logger)
    }

    /// Whether partitions were assigned since the last call.
    func takeNews() -> Bool { hasNews.exchange(false, ordering: .relaxed) }

    /// Takes partitions up, or gives them away. Both protocols of librdkafka: all partitions at once, or some at a time.
    func rebalanced(
        _ client: OpaquePointer, _ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) {
        let partitions = PartitionList.partitions(list)
        let isCooperative = crdkafka_is_cooperative(client) != 0
        if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            logger.info("Kafka partitions taken up", ["partitions": partitions.map(\.description).sorted().joined(separator: " ")])
            ledger.assign(partitions)
            hasNews.store(true, ordering: .relaxed)
            if isCooperative { destroy(rd_kafka_incremental_assign(client, list)) } else { rd_kafka_assign(client, list) }
        } else {
            // What was lost is another member's already, and commits would be refused.
            if rd_kafka_assignment_lost(client) == 0 { commit(client, partitions) }
            logger.info("Kafka partitions given away", ["partitions": partitions.map(\.description).sorted().joined(separator: " ")])
            ledger.revoke(partitions)
            if isCooperative { destroy(rd_kafka_incremental_unassign(client, list)) } else { rd_kafka_assign(client, nil) }
        }
    }

    /// Has the brokers keep what is finished, and waits for that. The next owner begins there.
    private func commit(_ client: OpaquePointer, _ partitions: [TopicPartition]) {
        let offsets = ledger.takeOffsets(of: partitions)
        guard !offsets.isEmpty, let queue = rd_kafka_queue_new(client) else { return }
        defer { rd_kafka_queue_destroy(queue) }
        _ = PartitionList.with(offsets) { rd_kafka_commit_queue(client, $0, queue, nil, nil) }
        let deadline = MonotonicTime.now().advanced(by: Self.commitTime)
        guard let event = rd_kafka_queue_poll(queue, Int32(clamping: (deadline - .now()).wholeNanoseconds / 1_000_000)) else {
            return logger.warning("what was finished could not be committed before partitions were given away")
        }
        rd_kafka_event_destroy(event)
    }

    /// What the brokers did not keep is asked for again.
    func committed(_ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        guard code != RD_KAFKA_RESP_ERR__NO_OFFSET else { return }
        for (partition, offset) in PartitionList.failures(list, code) { ledger.forget(offset, of: partition) }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { failed(code, nil) }
    }

    private func destroy(_ error: OpaquePointer?) {
        guard let error else { return }
        failed(rd_kafka_error_code(error), rd_kafka_error_string(error).map { String(cString: $0) })
        rd_kafka_error_destroy(error)
    }
}
