import AIWorker
import Kafka
import Synchronization
import Telemetry

/// Hands the tasks that come by Kafka to a worker. A message is finished when its task is claimed, or is nobody's to run; until then it
/// comes again, to this worker or another, whatever happens.
final class TaskReader: Sendable {
    /// So many kinds of unknown events are remembered.
    private static let maximumEvents = 100

    private let consumer: KafkaConsumer
    private let logger: Logger
    private let unknownEvents = Mutex<Set<String>>([])
    private let reading: Mutex<Task<Void, Never>?>

    /// Joins the group of the workers.
    ///
    /// - Parameters:
    ///   - maximumWaiting: how many tasks may wait here for being claimed; then no more are taken until half of them are.
    ///   - take: gets each task; returns when the message need not come again, `false` when it must.
    /// - Throws: `KafkaError.invalid`.
    init(
        _ configuration: KafkaConfiguration, topic: String, group: String, maximumWaiting: Int, logger: Logger,
        take: @escaping @Sendable (TaskNotice) async -> Bool
    ) throws(KafkaError) {
        self.logger = logger
        consumer = try KafkaConsumer(
            configuration, topics: [topic], group: group, maximumUnfinished: maximumWaiting, logger: logger)
        reading = Mutex(nil)
        let task = Task {
            await withDiscardingTaskGroup { group in
                for await message in consumer.messages {
                    guard let notice = notice(in: message) else {
                        consumer.finish(message)
                        continue
                    }
                    group.addTask { [consumer] in
                        if await take(notice) { consumer.finish(message) }
                    }
                }
            }
        }
        reading.withLock { $0 = task }
    }

    /// The task that a message tells of; `nil` when there is nothing to do.
    private func notice(in message: KafkaMessage) -> TaskNotice? {
        switch TaskMessage.content(of: message.value) {
        case .created(let notice): return notice
        case .information: return nil
        case .unknown(let event):
            let isNews = unknownEvents.withLock { $0.count < Self.maximumEvents && $0.insert(event).inserted }
            if isNews { logger.warning("messages of an unknown kind are left alone", ["event_type": event, "topic": message.topic]) }
        case .unreadable(let reason):
            logger.warning(
                "a message was left alone",
                ["reason": reason, "topic": message.topic, "partition": Int(message.partition), "offset": Int(message.offset)])
        }
        return nil
    }

    /// Leaves the group. What was not finished comes to other workers. The worker must have stopped, so that nothing waits for it any more.
    func close() async {
        await consumer.close()
        await reading.withLock { $0 }?.value
    }
}
