import CRdKafka
import Telemetry

/// A client of librdkafka.
///
/// `@unchecked Sendable`: librdkafka's functions may be called on any thread until the client is destroyed. Whoever opened a handle
/// destroys it once, when nobody else can use it any more.
struct ClientHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// What librdkafka calls when something happens.
    struct Callbacks {
        var deliveryReport: (@convention(c) (OpaquePointer?, UnsafePointer<rd_kafka_message_t>?, UnsafeMutableRawPointer?) -> Void)?
        var rebalance:
            (
                @convention(c) (
                    OpaquePointer?, rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, UnsafeMutableRawPointer?
                ) -> Void
            )?
        var commit:
            (
                @convention(c) (
                    OpaquePointer?, rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, UnsafeMutableRawPointer?
                ) -> Void
            )?
    }

    /// Begins to connect. `settings` are librdkafka's; a later dictionary wins over an earlier one.
    ///
    /// `events` is what callbacks get as their last argument. It is not retained: it must live until ``destroy()`` has returned, which is
    /// when the last callback has.
    /// - Throws: `KafkaError.invalid` for a setting that librdkafka does not take.
    static func open(
        _ type: rd_kafka_type_t, _ settings: [String: String]..., callbacks: Callbacks = Callbacks(), events: ClientEvents
    ) throws(KafkaError) -> ClientHandle {
        let configuration = rd_kafka_conf_new()
        var isTaken = false
        defer { if !isTaken { rd_kafka_conf_destroy(configuration) } }
        var text = [CChar](repeating: 0, count: 512)
        let merged = settings.reduce(into: [String: String]()) { all, more in all.merge(more) { $1 } }
        for (name, value) in merged.sorted(by: { $0.key < $1.key }) {
            guard rd_kafka_conf_set(configuration, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
                throw .invalid("Kafka setting '\(name)': \(Self.string(text))")
            }
        }
        rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(events).toOpaque())
        rd_kafka_conf_set_log_cb(configuration) { client, level, _, text in
            guard let client, let text else { return }
            ClientEvents.of(rd_kafka_opaque(client))?.logged(level, String(cString: text))
        }
        rd_kafka_conf_set_error_cb(configuration) { _, code, text, opaque in
            ClientEvents.of(opaque)?.failed(rd_kafka_resp_err_t(code), text.map { String(cString: $0) })
        }
        if let callback = callbacks.deliveryReport { rd_kafka_conf_set_dr_msg_cb(configuration, callback) }
        if let callback = callbacks.rebalance { rd_kafka_conf_set_rebalance_cb(configuration, callback) }
        if let callback = callbacks.commit { rd_kafka_conf_set_offset_commit_cb(configuration, callback) }
        guard let pointer = rd_kafka_new(type, configuration, &text, text.count) else {
            throw .invalid("Kafka client: \(Self.string(text))")
        }
        isTaken = true
        return ClientHandle(pointer: pointer)
    }

    /// Ends the client; waits for its threads.
    func destroy() { rd_kafka_destroy(pointer) }

    /// What has made the client unusable.
    var fatalError: String? {
        var text = [CChar](repeating: 0, count: 512)
        return rd_kafka_fatal_error(pointer, &text, text.count) == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : Self.string(text)
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
