import AIWorker
import Environments
import JSONModel
import Kafka
import Persistence
import Synchronization
import Telemetry

/// Makes messages of what a worker does, in the order in which it happens. The worker does not wait for them: what does not arrive of posts and
/// progress, it tells again.
final class NewsDesk: GenerationListener {
    /// The time between two messages about the progress of one world.
    private static let pause = Duration.milliseconds(100)

    private struct Item: Sendable {
        let topic: String
        let worldID: Identifier
        let message: JSONValue
        var told: @Sendable (Bool) -> Void = { _ in }
    }

    /// A status document and whom to tell whether it has arrived.
    private struct Status: Sendable {
        let document: Document
        let told: @Sendable (Bool) -> Void
    }

    private let topics: MessageTopics
    private let progress: LatestPerWorld<Status>
    private let items: AsyncStream<Item>.Continuation
    private let sending: Task<Void, Never>

    init(topics: MessageTopics, producer: KafkaProducer, logger: Logger) {
        let (stream, items) = AsyncStream.makeStream(of: Item.self)
        self.topics = topics
        self.items = items
        progress = LatestPerWorld(pause: Self.pause) { worldID, status in
            items.yield(
                Item(
                    topic: topics.progress, worldID: worldID, message: ProgressMessage.updated(worldID, status.document),
                    told: status.told))
        }
        sending = Task {
            for await item in stream {
                do throws(KafkaError) {
                    let delivery = try await producer.enqueue(
                        topic: item.topic, key: Array(item.worldID.canonical.utf8), value: item.message.serializedBytes())
                    Task { await Self.watch(delivery, item.told, logger) }
                } catch {
                    item.told(false)
                    logger.warning("news could not be sent", ["world_id": item.worldID.canonical, "error": "\(error)"])
                }
            }
        }
    }

    func task(_ task: TaskNotice, ended outcome: TaskOutcome) {
        items.yield(Item(topic: topics.tasks, worldID: task.worldID, message: TaskMessage.updated(task, outcome)))
    }

    func published(_ post: PublishedPost, told: @escaping @Sendable (Bool) -> Void) {
        items.yield(
            Item(topic: topics.progress, worldID: post.worldID, message: ProgressMessage.created(post), told: told))
    }

    func progressed(_ worldID: Identifier, _ status: Document, told: @escaping @Sendable (Bool) -> Void) {
        progress.take(Status(document: status, told: told), of: worldID)
    }

    /// Hands over what there is; further news are not sent.
    func close() async {
        progress.close()
        items.finish()
        await sending.value
    }

    private static func watch(_ delivery: KafkaDelivery, _ told: (Bool) -> Void, _ logger: Logger) async {
        do throws(KafkaError) {
            try await delivery.arrival()
            told(true)
        } catch {
            told(false)
            logger.warning("news did not arrive", ["error": "\(error)"])
        }
    }
}
