import CRdKafka
import EventLoops
import Synchronization
import Telemetry

/// The thread of a consumer: it polls, takes partitions up and gives them away, and commits.
///
/// All but ``end()`` happens on that thread; callbacks of librdkafka run on it, within a poll or the closing.
final class ConsumerLoop: Sendable {
    /// How long one poll lasts when nothing comes; after it, finished offsets are committed and pauses take effect.
    private static let turn: Int32 = 50

    private let handle: ClientHandle
    private let events: ConsumerEvents
    private let ledger: ConsumerLedger
    private let commitPause: Duration
    private let deliver: @Sendable (KafkaMessage) -> Void
    private let isEnding = Atomic(false)

    init(
        settings: [String: String], properties: [String: String], topics: [String], ledger: ConsumerLedger, commitPause: Duration,
        logger: Logger,
        deliver: @escaping @Sendable (KafkaMessage) -> Void
    ) throws(KafkaError) {
        self.ledger = ledger
        self.commitPause = commitPause
        self.deliver = deliver
        events = ConsumerEvents(ledger: ledger, logger: logger)
        let callbacks = ClientHandle.Callbacks(
            rebalance: { client, code, partitions, opaque in
                guard let client, let partitions else { return }
                (ClientEvents.of(opaque) as? ConsumerEvents)?.rebalanced(client, code, partitions)
            },
            commit: { _, code, partitions, opaque in
                guard let partitions else { return }
                (ClientEvents.of(opaque) as? ConsumerEvents)?.committed(code, partitions)
            })
        handle = try ClientHandle.open(RD_KAFKA_CONSUMER, settings, properties, callbacks: callbacks, events: events)
        rd_kafka_poll_set_consumer(handle.pointer)
        let code = PartitionList.with(topics.map { TopicPartition(topic: $0, partition: RD_KAFKA_PARTITION_UA) }) { list in
            rd_kafka_subscribe(handle.pointer, list)
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            handle.destroy()
            throw KafkaError(code ?? RD_KAFKA_RESP_ERR__INVALID_ARG)
        }
    }

    /// Leaves the group and ends the thread.
    func end() { isEnding.store(true, ordering: .relaxed) }

    /// Serves until the end; on a thread of its own.
    func run() {
        var isPaused = false
        var commitTime = MonotonicTime.now()
        while !isEnding.load(ordering: .relaxed) {
            if let message = rd_kafka_consumer_poll(handle.pointer, Self.turn) {
                take(message)
                rd_kafka_message_destroy(message)
            }
            // Partitions that were just assigned are not paused.
            if events.takeNews() { isPaused = false }
            if ledger.isPaused != isPaused {
                isPaused.toggle()
                pause(isPaused)
            }
            let now = MonotonicTime.now()
            if now >= commitTime {
                commitTime = now.advanced(by: commitPause)
                commit()
            }
        }
        // Gives the partitions away, with what is finished, and leaves the group.
        rd_kafka_consumer_close(handle.pointer)
        handle.destroy()
    }

    private func take(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            return events.failed(message.pointee.err, rd_kafka_message_errstr(message).map { String(cString: $0) })
        }
        guard let topic = rd_kafka_topic_name(message.pointee.rkt).map({ String(cString: $0) }) else { return }
        let partition = TopicPartition(topic: topic, partition: message.pointee.partition)
        let assignment = ledger.deliver(message.pointee.offset, of: partition)
        deliver(KafkaMessage(message.pointee, topic: topic, assignment: assignment, headers: KafkaHeader.all(of: message)))
    }

    private func pause(_ isPaused: Bool) {
        _ = PartitionList.with(ledger.partitions) { list in
            isPaused ? rd_kafka_pause_partitions(handle.pointer, list) : rd_kafka_resume_partitions(handle.pointer, list)
        }
    }

    private func commit() {
        let offsets = ledger.takeOffsets()
        guard !offsets.isEmpty else { return }
        let code = PartitionList.with(offsets) { rd_kafka_commit(handle.pointer, $0, 1) }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { for (partition, offset) in offsets { ledger.forget(offset, of: partition) } }
    }
}
