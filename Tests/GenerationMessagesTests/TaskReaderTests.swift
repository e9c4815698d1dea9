import AIWorker
import Environments
import Kafka
import Synchronization
import Telemetry
import Testing

@testable import GenerationMessages

@Suite("Tasks over Kafka")
struct TaskReaderTests {
    private final class Taken: Sendable {
        let tasks = Mutex<[TaskNotice]>([])
        let log = Mutex<[String]>([])

        var count: Int { tasks.withLock { $0.count } }
    }

    @Test("announced tasks are handed over; what is no task is left alone with a word in the log, once for each unknown kind")
    func handover() async throws {
        let cluster = try KafkaMockCluster()
        defer { cluster.close() }
        var configuration = try KafkaConfiguration(brokers: cluster.bootstrapServers)
        configuration.sessionTimeout = .seconds(4)
        let topics = MessageTopics()
        try cluster.create(topic: topics.tasks, partitions: 3)
        let taken = Taken()
        let logger = Logger(service: "test", level: .warning, sink: LogSink { line in taken.log.withLock { $0.append(line) } })
        let reader = try TaskReader(
            configuration, topic: topics.tasks, group: "ai-worker", maximumWaiting: 100, logger: logger,
            take: { notice in
                taken.tasks.withLock { $0.append(notice) }
                return true
            })
        let producer = try KafkaProducer(configuration, logger: .disabled)
        for text in ["", "{", #"{"event_type":"odd"}"#, #"{"event_type":"odd"}"#, #"{"event_type":"task_updated"}"#] {
            try await producer.send(topic: topics.tasks, key: nil, value: Array(text.utf8))
        }
        let worlds = (1...4).map { Identifier(high: 1, low: UInt64($0)) }
        let tasks = (0..<10).flatMap { number in
            worlds.map { TaskNotice(id: Identifier(high: $0.low, low: UInt64(number)), type: "generate_post", worldID: $0) }
        }
        try await KafkaTaskBroker(topic: topics.tasks, producer: producer).announce(tasks)
        for _ in 0..<1500 where taken.count < tasks.count { try await Task.sleep(for: .milliseconds(10)) }
        let all = taken.tasks.withLock { $0 }
        #expect(Set(all) == Set(tasks) && all.count == tasks.count)
        await reader.close()
        await producer.close()
        let log = taken.log.withLock { $0 }
        #expect(log.count { $0.contains("event_type=odd") } == 1, "\(log)")
        #expect(log.count { $0.contains("a message was left alone") } == 2, "\(log)")
    }
}
