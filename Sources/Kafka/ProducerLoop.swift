import CRdKafka
import EventLoops
import Synchronization
import Telemetry

/// The thread of a producer: it serves librdkafka's callbacks, and begins anew when librdkafka has given up.
final class ProducerLoop: Sendable {
    /// How long one look for callbacks lasts; they are served at once when there are any.
    private static let turn: Int32 = 100

    private struct State {
        /// `nil` when the loop has ended.
        var handle: ClientHandle?
        var deadline: MonotonicTime?
    }

    private let settings: [String: String]
    private let properties: [String: String]
    private let events: ClientEvents
    private let state: Mutex<State>

    init(settings: [String: String], properties: [String: String], events: ClientEvents) throws(KafkaError) {
        self.settings = settings
        self.properties = properties
        self.events = events
        state = Mutex(State(handle: try Self.open(settings, properties, events)))
    }

    private static func open(
        _ settings: [String: String], _ properties: [String: String], _ events: ClientEvents
    ) throws(KafkaError) -> ClientHandle {
        var callbacks = ClientHandle.Callbacks()
        callbacks.deliveryReport = { _, message, _ in
            guard let message = message?.pointee, let pointer = message._private else { return }
            let delivery = Delivery.taken(pointer)
            delivery.end(message.err == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(message.err))
        }
        return try ClientHandle.open(RD_KAFKA_PRODUCER, settings, properties, callbacks: callbacks, events: events)
    }

    /// Hands a message over. Its delivery is ended by the report, or here when there will be none.
    func send(topic: String, key: [UInt8]?, value: [UInt8], headers: [KafkaHeader], _ delivery: Delivery) {
        let error: KafkaError? = state.withLock { state in
            // Under the lock, so that the loop cannot destroy the client meanwhile.
            guard let handle = state.handle, state.deadline == nil else { return .closed }
            let headers = KafkaHeader.list(headers)
            let pointer = delivery.retained
            let code = (key ?? []).withUnsafeBytes { keyBytes in
                value.withUnsafeBytes { valueBytes in
                    // A key of no bytes is a key; librdkafka wants a pointer for it.
                    withUnsafeBytes(of: 0 as UInt8) { nothing in
                        let keyStart = key == nil ? nil : keyBytes.baseAddress ?? nothing.baseAddress
                        let valueStart = valueBytes.baseAddress ?? nothing.baseAddress
                        return crdkafka_produce(
                            handle.pointer, topic, keyStart, keyBytes.count, valueStart, valueBytes.count, headers, pointer)
                    }
                }
            }
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
            if let headers { rd_kafka_headers_destroy(headers) }
            _ = Delivery.taken(pointer)
            return KafkaError(code)
        }
        if let error { delivery.end(error) }
    }

    /// Takes no more messages, and ends when all are delivered, or at `deadline`.
    func end(at deadline: MonotonicTime) {
        state.withLock { state in
            if state.deadline == nil { state.deadline = deadline }
        }
    }

    /// Serves until the end; on a thread of its own.
    func run() {
        while true {
            let (handle, deadline) = state.withLock { ($0.handle, $0.deadline) }
            guard let handle else { return }
            if let deadline { return finish(handle, deadline) }
            rd_kafka_poll(handle.pointer, Self.turn)
            if let reason = handle.fatalError { replace(handle, reason) }
        }
    }

    /// librdkafka gives up when it cannot promise order and uniqueness any more, such as after brokers have lost what they had.
    private func replace(_ old: ClientHandle, _ reason: String) {
        do {
            let new = try Self.open(settings, properties, events)
            events.logger.warning("the Kafka producer begins anew", ["reason": reason])
            state.withLock { $0.handle = new }
        } catch {
            events.logger.error("the Kafka producer cannot begin anew", ["error": "\(error)"])
            return
        }
        discard(old)
    }

    private func finish(_ handle: ClientHandle, _ deadline: MonotonicTime) {
        let remaining = (deadline - .now()).wholeNanoseconds / 1_000_000
        rd_kafka_flush(handle.pointer, Int32(clamping: max(0, remaining)))
        state.withLock { $0.handle = nil }
        discard(handle)
    }

    /// Ends a client that nobody else can reach any more; what it has not delivered is reported as failed.
    private func discard(_ handle: ClientHandle) {
        rd_kafka_purge(handle.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        // Reports of what was purged come in the next calls; each waits until all have come, or its time is over.
        rd_kafka_flush(handle.pointer, Self.turn * 10)
        handle.destroy()
    }
}
