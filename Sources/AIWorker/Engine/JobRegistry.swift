import JSONModel
import Persistence

/// The job of each type of task.
struct JobRegistry: Sendable {
    typealias Run = @Sendable (Document, any Activities) async throws -> JobOutcome

    /// Numbers of parameters count things, so none of them is larger; and what jobs compute of them never overflows.
    private static let largestNumber = 1_000_000_000

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
            if let path = parameters.path(ofNumberBeyond: Self.largestNumber) {
                throw JobFailure.permanent("parameters of \(kind.type.rawValue): \(path) is out of range")
            }
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

extension Document {
    /// Where the first whole number is, at any depth, whose magnitude is beyond `limit`.
    fileprivate func path(ofNumberBeyond limit: Int) -> String? {
        for (key, value) in self {
            if let path = value.path(ofNumberBeyond: limit) { return path.isEmpty ? key : "\(key).\(path)" }
        }
        return nil
    }
}

extension DocumentValue {
    /// As for documents; empty when the value itself is the number.
    fileprivate func path(ofNumberBeyond limit: Int) -> String? {
        switch self {
        case .document(let document): return document.path(ofNumberBeyond: limit)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let path = element.path(ofNumberBeyond: limit) { return path.isEmpty ? "\(index)" : "\(index).\(path)" }
            }
            return nil
        default: return int.map { $0.magnitude > limit } == true ? "" : nil
        }
    }
}
