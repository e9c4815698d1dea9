import Environments
import Persistence
import Synchronization
import Telemetry
import Testing

@testable import AIWorker

/// What people and other programs get to see of generations.
@Suite("Shown generations")
struct ShownGenerationTests {
    private let store = MemoryStore()
    private let world = TestWorker.worldID

    @Test("A world that nobody knows is refused, and is no trouble worth a line in the log")
    func unknownWorld() async throws {
        let lines = Mutex<[String]>([])
        let logger = Logger(service: "test", level: .warning, sink: LogSink { line in lines.withLock { $0.append(line) } })
        let control = WorkerControl(store: store, environment: Environment(), logger: logger)
        for act in [control.pause, control.resume, { try await control.cancel($0, by: "anna") }] {
            let error = await #expect(throws: ControlError.self) { _ = try await act(world) }
            #expect(error?.description == "no generation of world \(world.canonical) is known")
        }
        #expect(lines.withLock { $0 } == [])
    }

    @Test("The worker's books of what it has counted are not shown")
    func bookkeeping() async throws {
        var progress = WorldProgress(
            worldID: world, request: .init(prompt: "p", users: 1, posts: 1), llmLimit: nil, imageLimit: nil, now: Timestamp(seconds: 1))
        progress.writers = ["w": 1]
        progress.countedChildren = [world]
        try await store.insert([progress.document], into: "world_generation_status")
        let control = WorkerControl(store: store, environment: Environment(), logger: .disabled)
        let shown = try await control.world(world)
        let listed = try await control.worlds(limit: 1).documents
        #expect(listed == [shown])
        #expect(shown["tasks_total"] == 1 && shown["open_tasks"] != nil)
        for key in ["applied", "writers", "counted_children"] {
            #expect(progress.document[key] != nil && shown[key] == nil, "\(key)")
        }
    }
}
