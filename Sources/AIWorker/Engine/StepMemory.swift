import Environments
import JSONModel
import Persistence

/// What the steps of one task have achieved, across its attempts.
struct StepMemory: Sendable {
    let task: ClaimedTask
    let queue: TaskQueue

    /// The value of a step: the remembered one, else that of `body`, which is stored before it is returned.
    ///
    /// - Parameter isStored: `false` for a step of which it is enough that it is stored when the task goes back into the queue.
    func remember<Value: Codable & Sendable>(
        _ step: String, isStored: Bool = true, _ body: () async throws -> Value
    ) async throws -> Value {
        if let value = try recall(step, as: Value.self) { return value }
        let value = try await body()
        if isStored {
            try await store(value, as: step)
        } else {
            task.achieve(step, try stored(value))
        }
        return value
    }

    /// The value of a step that an earlier attempt, or this one, has achieved.
    func recall<Value: Codable>(_ step: String, as type: Value.Type) throws -> Value? {
        try task.achieved(step)?.document?.json.decode(Remembered<Value>.self).value
    }

    /// Stores a step's value, in the place of an earlier one.
    func store(_ value: some Codable & Sendable, as step: String) async throws {
        let stored = try stored(value)
        task.achieve(step, stored)
        guard try await queue.remember(step, stored, of: task.record.id) else { throw LeaseLost() }
        task.saved(step)
    }
}

extension StepMemory {
    private func stored(_ value: some Codable) throws -> DocumentValue { .document(try Document(encoding: Remembered(value: value))) }
}

/// The value of a step as it is stored.
private struct Remembered<Value: Codable>: Codable {
    let value: Value
}

/// The task is not this worker's any more: somebody took it over.
struct LeaseLost: Error {}
