import Kafka
import Telemetry
import Testing

@Suite("Producers whose brokers refuse or are not there")
struct KafkaProducerTests {
    @Test("what brokers refuse, and what is too large, is an error that says so; later messages arrive")
    func refusals() async throws {
        try await withCluster { cluster, configuration in
            try await withProducer(configuration) { producer in
                await #expect { try await producer.send(topic: "t", key: nil, value: [UInt8](repeating: 7, count: 1_100_000)) } throws: {
                    if case .tooLarge = $0 as? KafkaError { true } else { false }
                }
                try await producer.send(topic: "t", key: nil, value: "fine".bytes)
                // INVALID_RECORD
                cluster.fail(1, request: 0, code: 87)
                await #expect { try await producer.send(topic: "t", key: nil, value: "refused".bytes) } throws: {
                    if case .refused = $0 as? KafkaError { true } else { false }
                }
                try await producer.send(topic: "t", key: nil, value: "fine again".bytes)
            }
        }
    }

    @Test("when librdkafka cannot promise order any more, what is unclear says so and the producer begins anew")
    func beginningAnew() async throws {
        try await withCluster { cluster, configuration in
            var configuration = configuration
            configuration.properties["enable.gapless.guarantee"] = "true"
            try await withProducer(configuration) { producer in
                try await producer.send(topic: "t", key: nil, value: "fine".bytes)
                // OUT_OF_ORDER_SEQUENCE_NUMBER
                cluster.fail(1, request: 0, code: 45)
                await #expect { try await producer.send(topic: "t", key: nil, value: "unclear".bytes) } throws: {
                    if case .unclear = $0 as? KafkaError { true } else { false }
                }
                await eventually("a producer that works") {
                    (try? await producer.send(topic: "t", key: nil, value: "anew".bytes)) != nil
                }
            }
        }
    }

    @Test("a sender can give up, further ones wait for a place, and closing gives up what has not arrived in time")
    func givingUp() async throws {
        let configuration = try KafkaConfiguration(brokers: "127.0.0.1:1")
        let producer = try KafkaProducer(configuration, maximumInFlight: 1, logger: .disabled)
        func send() -> Task<KafkaError?, Never> {
            Task {
                do throws(KafkaError) {
                    try await producer.send(topic: "t", key: nil, value: [])
                    return nil
                } catch {
                    return error
                }
            }
        }
        let first = send()
        try await Task.sleep(for: .milliseconds(50))
        let second = send()
        let third = send()
        try await Task.sleep(for: .milliseconds(50))
        second.cancel()
        #expect(await second.value == .cancelled)
        first.cancel()
        #expect(await first.value == .cancelled)
        let clock = ContinuousClock()
        let start = clock.now
        await producer.close(deadline: .milliseconds(200))
        #expect(clock.now - start < .seconds(3))
        #expect(await third.value == .closed)
        await #expect(throws: KafkaError.closed) { try await producer.send(topic: "t", key: nil, value: []) }
        await producer.close()
    }

    @Test("a consumer of brokers that are not there ends soon when it is closed")
    func closing() async throws {
        let consumer = try KafkaConsumer(
            KafkaConfiguration(brokers: "127.0.0.1:1"), topics: ["t"], group: "g", logger: .disabled)
        try await Task.sleep(for: .milliseconds(100))
        let clock = ContinuousClock()
        let start = clock.now
        await consumer.close()
        #expect(clock.now - start < .seconds(3))
        for await _ in consumer.messages { Issue.record("a message from nowhere") }
    }

    @Test("topics that are there are left alone; brokers that create none and brokers that are not there are told apart")
    func topics() async throws {
        func ensure(_ configuration: KafkaConfiguration) async throws(KafkaError) {
            try await KafkaTopics.ensure(["t"], partitions: 2, configuration, timeout: .milliseconds(500), logger: .disabled)
        }
        try await withCluster { cluster, configuration in
            await #expect { try await ensure(configuration) } throws: {
                if case .failed("CreateTopics", _) = $0 as? KafkaError { true } else { false }
            }
            try cluster.create(topic: "t", partitions: 1)
            try await ensure(configuration)
        }
        let nowhere = try KafkaConfiguration(brokers: "127.0.0.1:1")
        await #expect { try await ensure(nowhere) } throws: {
            if case .unreachable = $0 as? KafkaError { true } else { false }
        }
    }
}
