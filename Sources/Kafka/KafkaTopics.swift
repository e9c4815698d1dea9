import CRdKafka
import EventLoops
import Telemetry

/// Topics of a deployment.
public enum KafkaTopics {
    /// Makes sure that topics exist: those that are missing are created, with as many copies as the brokers have by default. Topics that are
    /// there stay as they are.
    ///
    /// - Parameters:
    ///   - configuration: the brokers.
    ///   - partitions: of each new topic; that is how many members of a group can share its messages.
    ///   - timeout: how long the brokers are waited for, each time that they are asked.
    ///   - logger: for what librdkafka reports.
    /// - Throws: `KafkaError`: `.unreachable` when no broker answers; anything else when they do but create no topics. They may do that by
    ///   themselves once a topic is used, as ``KafkaMockCluster`` does.
    public static func ensure(
        _ topics: [String], partitions: Int, _ configuration: KafkaConfiguration, timeout: Duration = .seconds(10), logger: Logger
    ) async throws(KafkaError) {
        let thread = BlockingPool(threads: 1, name: "kafka-topics")
        defer { thread.stop() }
        try await thread.run { () throws(KafkaError) in
            // It lives until the handle is destroyed, which is before this closure returns.
            let events = ClientEvents(logger: logger)
            let handle = try ClientHandle.open(RD_KAFKA_PRODUCER, configuration.settings(), configuration.properties, events: events)
            defer { handle.destroy() }
            try withExtendedLifetime(events) { () throws(KafkaError) in
                let milliseconds = Int32(clamping: max(1, timeout.wholeNanoseconds / 1_000_000))
                let existing = try existingTopics(handle, milliseconds)
                let missing = topics.filter { !existing.contains($0) }
                if !missing.isEmpty { try create(missing, partitions: Int32(clamping: max(1, partitions)), handle, milliseconds) }
            }
        }
    }

    private static func existingTopics(_ handle: ClientHandle, _ milliseconds: Int32) throws(KafkaError) -> Set<String> {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(handle.pointer, 1, nil, &metadata, milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata else { throw KafkaError(code) }
        defer { rd_kafka_metadata_destroy(metadata) }
        let topics = UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt))
        return Set(topics.map { String(cString: $0.topic) })
    }

    private static func create(
        _ topics: [String], partitions: Int32, _ handle: ClientHandle, _ milliseconds: Int32
    ) throws(KafkaError) {
        var text = [CChar](repeating: 0, count: 512)
        var wanted: [OpaquePointer?] = topics.map { rd_kafka_NewTopic_new($0, partitions, -1, &text, text.count) }
        defer { rd_kafka_NewTopic_destroy_array(&wanted, wanted.count) }
        guard wanted.allSatisfy({ $0 != nil }) else { throw .invalid("these names of topics cannot be used: \(topics)") }
        let options = rd_kafka_AdminOptions_new(handle.pointer, RD_KAFKA_ADMIN_OP_CREATETOPICS)
        defer { rd_kafka_AdminOptions_destroy(options) }
        rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, &text, text.count)
        let queue = rd_kafka_queue_new(handle.pointer)
        defer { rd_kafka_queue_destroy(queue) }
        rd_kafka_CreateTopics(handle.pointer, &wanted, wanted.count, options, queue)
        let refusal = KafkaError.failed(name: "CreateTopics", reason: "the brokers create no topics")
        // A little longer than the library waits, so that its own word comes first.
        guard let event = rd_kafka_queue_poll(queue, milliseconds &+ 1000) else { throw refusal }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        // Brokers that answer, but have no controller among them, are waited for until the time is over.
        guard code != RD_KAFKA_RESP_ERR__TIMED_OUT else { throw refusal }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code, rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        var count = 0
        guard let result = rd_kafka_event_CreateTopics_result(event), let answers = rd_kafka_CreateTopics_result_topics(result, &count)
        else { return }
        for answer in UnsafeBufferPointer(start: answers, count: count) {
            let code = rd_kafka_topic_result_error(answer)
            if code != RD_KAFKA_RESP_ERR_NO_ERROR, code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS {
                throw KafkaError(code, rd_kafka_topic_result_error_string(answer).map { String(cString: $0) })
            }
        }
    }
}
