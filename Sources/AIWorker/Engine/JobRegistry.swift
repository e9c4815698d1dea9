import JSONModel
import Persistence

/// The job of each type of task.
struct JobRegistry: Sendable {
    typealias Run = @Sendable (Document, any Activities) async throws -> JobOutcome

    private var runs: [TaskType: Run] = [:]

    /// No jobs.
    init() {}

    /// The nine jobs of a world.
    static let standard: JobRegistry = {
        var registry = JobRegistry()
        registry.add(InitWorldCreation.self)
        registry.add(GenerateWorldDescription.self)
        registry.add(GenerateWorldImage.self)
        registry.add(GenerateCharacterBatch.self)
        registry.add(GenerateCharacter.self)
        registry.add(GenerateCharacterAvatar.self)
        registry.add(GeneratePostBatch.self)
        registry.add(GeneratePost.self)
        registry.add(GeneratePostImage.self)
        return registry
    }()

    mutating func add<Kind: Job>(_ kind: Kind.Type) {
        runs[kind.type] = { parameters, activities in
            let decoded: Kind.Parameters
            do {
                decoded = try parameters.json.decode(Kind.Parameters.self)
            } catch {
                throw JobFailure.permanent("parameters of \(kind.type.rawValue): \(error)")
            }
            return try await Kind().run(decoded, activities)
        }
    }

    mutating func add(_ type: TaskType, _ run: @escaping Run) { runs[type] = run }

    func run(_ record: TaskRecord, _ activities: any Activities) async throws -> JobOutcome {
        guard let run = runs[record.type] else { throw JobFailure.permanent("no job for \(record.type.rawValue)") }
        return try await run(record.parameters, activities)
    }
}
