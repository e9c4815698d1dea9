import Environments
import JSONModel
import Persistence

/// A kind of task as a pure description: from parameters, through activities, to a result and further tasks. It does not know what
/// runs it, how often, or where.
///
/// A job may be run again from the start at any time. What it did before is not repeated when it goes through `Activities.remember`,
/// and has no second effect where it carries a key.
protocol Job: Sendable {
    associatedtype Parameters: Codable & Sendable

    static var type: TaskType { get }

    init()

    /// - Throws: `JobFailure`, `CallFailure`, `StoreError`, `CancellationError`.
    func run(_ parameters: Parameters, _ activities: any Activities) async throws -> JobOutcome
}

/// How a run of a job ended.
enum JobOutcome: Sendable {
    /// The job is done.
    case finished(JobOutput)
    /// The job can go on only when an earlier post of the same character has ended.
    case parked(PostPosition)
}

/// What a finished job leaves behind.
struct JobOutput: Sendable {
    /// The task's `result`.
    var result: Document
    var children: [ChildTask] = []
}

/// The place of a post in its character's sequence.
struct PostPosition: Sendable, Hashable {
    let characterID: String
    let index: Int
}

/// A task that a job wants to follow.
struct ChildTask: Sendable {
    let type: TaskType
    /// Tells the children of one parent apart; the child's id is derived from it.
    let role: String
    let parameters: Document
    /// For a `generate_character` child: how many posts the character will write.
    let plannedPosts: Int

    init<Kind: Job>(_ job: Kind.Type, index: Int? = nil, _ parameters: Kind.Parameters, plannedPosts: Int = 0) throws {
        type = Kind.type
        role = index.map { "\(Kind.type.rawValue)/\($0)" } ?? Kind.type.rawValue
        self.parameters = try Document(encoding: parameters)
        self.plannedPosts = plannedPosts
    }

    /// The place of the post that the task is about; `nil` for tasks that are about none.
    var position: PostPosition? {
        guard type == .generatePost, let characterID = parameters["character_id"]?.string, let index = parameters["post_index"]?.int else {
            return nil
        }
        return PostPosition(characterID: characterID, index: index)
    }

    /// The id of the child of `parent`: the same for every run of the parent.
    func id(parent: Identifier) -> Identifier { Identifier.v5(namespace: parent, name: role) }
}

/// A job that cannot do its work.
struct JobFailure: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String
    /// Whether another attempt may succeed.
    let isRetryable: Bool

    static func permanent(_ description: String) -> JobFailure { JobFailure(description: description, isRetryable: false) }
    static func retryable(_ description: String) -> JobFailure { JobFailure(description: description, isRetryable: true) }
}

extension Document {
    /// The document form of an encodable value whose JSON is an object.
    init(encoding value: some Encodable) throws {
        let json = try JSONValue(encoding: value)
        guard let document = Document(json: json) else { throw JobFailure.permanent("\(type(of: value)) is not an object in JSON") }
        self = document
    }
}
