import AIWorker
import Environments
import JSONModel
import Kafka

/// Announces tasks on Kafka, one message each with the world's id as the key: the tasks of a world stay in order.
struct KafkaTaskBroker: TaskBroker {
    let topic: String
    let producer: KafkaProducer

    func announce(_ tasks: [TaskNotice]) async throws {
        var deliveries: [KafkaDelivery] = []
        for task in tasks {
            deliveries.append(
                try await producer.enqueue(
                    topic: topic, key: Array(task.worldID.canonical.utf8), value: TaskMessage.created(task).serializedBytes()))
        }
        for delivery in deliveries { try await delivery.arrival() }
    }
}
