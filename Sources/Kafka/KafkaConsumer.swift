import EventLoops
import Telemetry

/// A member of a consumer group. Each message goes to one member, and again to some member unless it was finished.
///
/// Messages may be finished in any order: what is committed is the offset below which everything is finished. Partitions that go to another
/// member take along what is finished; what is not comes to the new owner again, and finishing it here changes nothing any more. While no
/// broker answers, the consumer waits, for ever if need be.
///
/// librdkafka on a thread of its own; partitions are given away all at once (`range`, `roundrobin`), which members that are other programs
/// understand, too. A consumer must be closed.
public final class KafkaConsumer: Sendable {
    /// The messages, for one reader; it ends when the consumer is closed.
    public let messages: AsyncStream<KafkaMessage>
    private let ledger: ConsumerLedger
    private let loop: ConsumerLoop
    private let thread = BlockingPool(threads: 1, name: "kafka-consumer")
    private let life: Task<Void, Never>

    /// Joins the group; nothing is waited for. A group that is new begins with the oldest messages.
    ///
    /// - Parameters:
    ///   - configuration: the brokers.
    ///   - topics: what to read; brokers usually create topics that are missing.
    ///   - group: the group's name.
    ///   - maximumUnfinished: messages that may be unfinished here; then no more are taken until half of them are finished.
    ///   - commitPause: the time between commits. What was finished since the last one comes again when the process dies.
    ///   - logger: for what librdkafka reports.
    /// - Throws: `KafkaError.invalid` for a setting or topic that librdkafka does not take.
    public init(
        _ configuration: KafkaConfiguration, topics: [String], group: String, maximumUnfinished: Int = 1000,
        commitPause: Duration = .milliseconds(200), logger: Logger
    ) throws(KafkaError) {
        let session = max(1, configuration.sessionTimeout.wholeNanoseconds / 1_000_000)
        let settings = configuration.settings().merging([
            "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": "false", "enable.auto.offset.store": "false",
            "session.timeout.ms": "\(session)", "heartbeat.interval.ms": "\(max(1, min(1000, session / 3)))",
            "max.poll.interval.ms": "\(max(300_000, session))",
            "fetch.wait.max.ms": "100", "enable.partition.eof": "false",
        ]) { $1 }
        let (messages, continuation) = AsyncStream.makeStream(of: KafkaMessage.self)
        let ledger = ConsumerLedger(limit: maximumUnfinished)
        self.messages = messages
        self.ledger = ledger
        // Not bounded by itself: the ledger lets no more come than may be unfinished.
        loop = try ConsumerLoop(
            settings: settings, properties: configuration.properties, topics: topics, ledger: ledger, commitPause: commitPause,
            logger: logger,
            deliver: { continuation.yield($0) })
        life = Task { [thread, loop] in
            await thread.run { loop.run() }
            continuation.finish()
        }
    }

    /// Takes note that a message needs not come again.
    public func finish(_ message: KafkaMessage) {
        ledger.finish(
            message.offset, of: TopicPartition(topic: message.topic, partition: message.partition), assignment: message.assignment)
    }

    /// Takes no more messages until ``resume()``; a few that are on their way may still come. The membership of the group stays.
    public func pause() { ledger.setPaused(true) }

    /// Takes messages again.
    public func resume() { ledger.setPaused(false) }

    /// Messages that were delivered and are not finished.
    public var unfinished: Int { ledger.unfinished }

    /// The partitions that are this member's now, by topic.
    public var partitions: [String: [Int32]] {
        Dictionary(grouping: ledger.partitions, by: \.topic).mapValues { $0.map(\.partition).sorted() }
    }

    /// Commits what is finished, leaves the group and lets go of the brokers. What is unfinished comes to another member.
    public func close() async {
        loop.end()
        await life.value
        thread.stop()
    }
}
