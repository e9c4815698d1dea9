import CRdKafka

/// Lists of partitions as librdkafka wants and gives them.
enum PartitionList {
    /// Calls `body` with a list, which lives as long as the call.
    static func with<Value>(
        _ offsets: [TopicPartition: Int64], _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Value
    ) -> Value? {
        guard let list = rd_kafka_topic_partition_list_new(Int32(clamping: offsets.count)) else { return nil }
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for (partition, offset) in offsets {
            rd_kafka_topic_partition_list_add(list, partition.topic, partition.partition)?.pointee.offset = offset
        }
        return body(list)
    }

    /// Calls `body` with a list of partitions, or of whole topics, without offsets.
    static func with<Value>(
        _ partitions: [TopicPartition], _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Value
    ) -> Value? {
        with(Dictionary(partitions.map { ($0, Int64(RD_KAFKA_OFFSET_INVALID)) }) { $1 }, body)
    }

    /// The partitions of a list that is librdkafka's.
    static func partitions(_ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> [TopicPartition] {
        elements(list).map { TopicPartition(topic: String(cString: $0.topic), partition: $0.partition) }
    }

    /// What became of each offset of a list that is librdkafka's.
    static func failures(
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>, _ code: rd_kafka_resp_err_t
    ) -> [(partition: TopicPartition, offset: Int64)] {
        elements(list).filter { code != RD_KAFKA_RESP_ERR_NO_ERROR || $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }
            .map { (TopicPartition(topic: String(cString: $0.topic), partition: $0.partition), $0.offset) }
    }

    private static func elements(
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    ) -> UnsafeBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
    }
}
