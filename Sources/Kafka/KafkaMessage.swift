import CRdKafka

/// A named value beside a message.
public struct KafkaHeader: Sendable, Hashable {
    /// The name; it may occur more than once.
    public var name: String
    /// The value; `nil` is another thing than an empty one.
    public var value: [UInt8]?

    /// A header from its parts.
    public init(_ name: String, _ value: [UInt8]?) {
        self.name = name
        self.value = value
    }
}

/// A message as a consumer got it. Whoever got it tells the consumer when it is done: ``KafkaConsumer/finish(_:)``.
public struct KafkaMessage: Sendable, Hashable {
    /// The topic's name.
    public let topic: String
    /// The number of the partition within the topic.
    public let partition: Int32
    /// The place within the partition.
    public let offset: Int64
    /// The key, by which the partition was chosen.
    public let key: [UInt8]?
    /// The content; empty when there is none.
    public let value: [UInt8]
    /// The headers in their order.
    public let headers: [KafkaHeader]
    /// Which of the consumer's assignments of the partition it came by.
    let assignment: UInt64
}

extension KafkaMessage {
    /// Copies what librdkafka lends.
    init(_ message: rd_kafka_message_t, topic: String, assignment: UInt64, headers: [KafkaHeader]) {
        self.init(
            topic: topic, partition: message.partition, offset: message.offset,
            key: message.key.map { Array(UnsafeRawBufferPointer(start: $0, count: message.key_len)) },
            value: message.payload.map { Array(UnsafeRawBufferPointer(start: $0, count: message.len)) } ?? [],
            headers: headers, assignment: assignment)
    }
}

extension KafkaHeader {
    /// The headers of a message, copied; they belong to it.
    static func all(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> [KafkaHeader] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        return (0..<rd_kafka_header_cnt(list)).compactMap { index in
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var size = 0
            guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name else { return nil }
            return KafkaHeader(String(cString: name), value.map { Array(UnsafeRawBufferPointer(start: $0, count: size)) })
        }
    }

    /// A list of librdkafka's, which whoever asked for it frees or hands on; `nil` for none.
    static func list(_ headers: [KafkaHeader]) -> OpaquePointer? {
        guard !headers.isEmpty else { return nil }
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            if let value = header.value {
                _ = value.withUnsafeBytes { rd_kafka_header_add(list, header.name, -1, $0.baseAddress, $0.count) }
            } else {
                rd_kafka_header_add(list, header.name, -1, nil, 0)
            }
        }
        return list
    }
}
