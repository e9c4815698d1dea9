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
}
