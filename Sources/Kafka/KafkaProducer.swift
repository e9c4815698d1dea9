import EventLoops
import Telemetry

/// Sends messages: each arrives once and, among those of one key, in order. While no broker answers, messages wait, for ever if need be.
///
/// librdkafka (idempotent, acknowledged by all replicas in sync) on a thread of its own. A producer must be closed.
public final class KafkaProducer: Sendable {
    private let loop: ProducerLoop
    private let window: SendWindow
    private let thread = BlockingPool(threads: 1, name: "kafka-producer")
    private let life: Task<Void, Never>

    /// Begins to connect; nothing is waited for.
    ///
    /// - Parameters:
    ///   - configuration: the brokers.
    ///   - maximumInFlight: messages under way at a time; further ones wait.
    ///   - logger: for what librdkafka reports.
    /// - Throws: `KafkaError.invalid` for a setting that librdkafka does not take.
    public init(_ configuration: KafkaConfiguration, maximumInFlight: Int = 1000, logger: Logger) throws(KafkaError) {
        let settings = configuration.settings().merging([
            "enable.idempotence": "true", "acks": "all",
            // Other programs' clients choose the same partition for a key.
            "partitioner": "murmur2_random",
            // A message is given up by its sender, not by the clock.
            "message.timeout.ms": "0",
            // Messages of one moment travel together; the first does not wait long for them.
            "linger.ms": "2",
            "queue.buffering.max.messages": "\(max(1, maximumInFlight) + 1)", "queue.buffering.max.kbytes": "2097151",
        ]) { $1 }
        loop = try ProducerLoop(settings: settings, properties: configuration.properties, events: ClientEvents(logger: logger))
        window = SendWindow(size: maximumInFlight)
        life = Task { [thread, loop] in await thread.run { loop.run() } }
    }

    /// Sends a message, and returns when the brokers have it.
    ///
    /// - Parameters:
    ///   - topic: the topic; brokers usually create it when it is missing.
    ///   - key: chooses the partition; messages of one key stay in order. `nil` for any partition.
    ///   - value: the content, at most 1,000,000 bytes unless `message.max.bytes` says otherwise.
    ///   - headers: named values beside it.
    /// - Throws: `KafkaError`; `.cancelled` at once when the task is, `.closed` when the producer is.
    public func send(topic: String, key: [UInt8]?, value: [UInt8], headers: [KafkaHeader] = []) async throws(KafkaError) {
        try await enqueue(topic: topic, key: key, value: value, headers: headers).arrival()
    }

    /// Puts a message behind those that are on their way, and returns when there is room for it. For several messages that are to stay in
    /// order without waiting for each other; parameters are those of ``send(topic:key:value:headers:)``.
    ///
    /// - Throws: `KafkaError.cancelled` when the task is, `.closed` when the producer is.
    public func enqueue(
        topic: String, key: [UInt8]?, value: [UInt8], headers: [KafkaHeader] = []
    ) async throws(KafkaError) -> KafkaDelivery {
        try await window.enter()
        let delivery = Delivery(window)
        loop.send(topic: topic, key: key, value: value, headers: headers, delivery)
        return KafkaDelivery(delivery: delivery)
    }

    /// Takes no more messages, waits until those under way have arrived, at most `deadline`, and lets go of the brokers. Messages that have
    /// not arrived by then fail with `KafkaError.unclear`.
    public func close(deadline: Duration = .seconds(10)) async {
        window.close()
        loop.end(at: MonotonicTime.now().advanced(by: deadline))
        await life.value
        thread.stop()
    }
}

/// A message on its way.
public struct KafkaDelivery: Sendable {
    let delivery: Delivery

    /// Returns when the brokers have the message; to be called once.
    /// - Throws: `KafkaError`; `.cancelled` at once when the task is cancelled.
    public func arrival() async throws(KafkaError) {
        if let error = await delivery.wait() { throw error }
    }
}
