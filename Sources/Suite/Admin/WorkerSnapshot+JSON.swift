import AIWorker
import Environments
import JSONModel
import Semaphores

extension JSONValue {
    /// What a worker is about, as `/workers` shows it.
    init(_ snapshot: WorkerSnapshot) {
        let tasks = snapshot.tasks
        self = [
            "worker": .string(snapshot.worker),
            "tasks": [
                "limit": .int(tasks.limit), "running": .int(tasks.running), "ready": .int(tasks.ready), "parked": .int(tasks.parked),
            ],
            "dependencies": .array(
                snapshot.dependencies.map { dependency in
                    [
                        "name": .string(dependency.name),
                        "breaker": [
                            "state": .string(dependency.breaker.position.rawValue), "since": .string(dependency.breaker.since.iso8601),
                        ],
                        "permits": dependency.permits.map { permits in
                            ["limit": .int(permits.limit), "used": .int(permits.used), "waiting": .int(permits.waiting)]
                        } ?? .null,
                    ]
                }),
        ]
    }
}
