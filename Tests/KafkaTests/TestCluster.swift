import Kafka
import Telemetry
import Testing

/// Calls `body` with brokers that nobody else uses.
func withCluster(_ body: (KafkaMockCluster, KafkaConfiguration) async throws -> Void) async throws {
    let cluster = try KafkaMockCluster()
    defer { cluster.close() }
    var configuration = try KafkaConfiguration(brokers: cluster.bootstrapServers)
    // The mock takes 3 s to share the partitions of a new group, and a second less than this to share them anew.
    configuration.sessionTimeout = .seconds(4)
    try await body(cluster, configuration)
}

/// Calls `body` with a producer, and closes it.
func withProducer(_ configuration: KafkaConfiguration, _ body: (KafkaProducer) async throws -> Void) async throws {
    let producer = try KafkaProducer(configuration, logger: .disabled)
    do { try await body(producer) } catch {
        await producer.close(deadline: .zero)
        throw error
    }
    await producer.close()
}

/// A member of the group `g` that collects what it gets.
actor Reader {
    let consumer: KafkaConsumer
    private(set) var messages: [KafkaMessage] = []
    private var reading: Task<Void, Never>?

    /// - Parameter finishes: whether it finishes what it gets at once.
    init(
        _ configuration: KafkaConfiguration, topic: String, maximumUnfinished: Int = 1000, commitPause: Duration = .milliseconds(200),
        finishes: Bool = true
    ) throws(KafkaError) {
        consumer = try KafkaConsumer(
            configuration, topics: [topic], group: "g", maximumUnfinished: maximumUnfinished, commitPause: commitPause, logger: .disabled)
        Task { await self.read(finishes) }
    }

    private func read(_ finishes: Bool) {
        reading = Task {
            for await message in consumer.messages {
                messages.append(message)
                if finishes { consumer.finish(message) }
            }
        }
    }

    var texts: [String] { messages.map { String(decoding: $0.value, as: UTF8.self) } }

    func close() async {
        await consumer.close()
        await reading?.value
    }
}

/// Waits until something is so; records an issue when that takes longer than `time`.
func eventually(
    _ what: Comment, within time: Duration = .seconds(15), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async rethrows {
    let clock = ContinuousClock()
    let deadline = clock.now + time
    while clock.now < deadline {
        if try await condition() { return }
        try? await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("not in time: \(what)", sourceLocation: sourceLocation)
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
