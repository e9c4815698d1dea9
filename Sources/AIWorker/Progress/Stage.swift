/// The stages of a world's generation, in their order (generation flow 6.2).
enum Stage: String, Sendable, Hashable, CaseIterable {
    case initializing
    case worldDescription = "world_description"
    case worldImage = "world_image"
    case characters
    case posts
    case finishing
}

/// The status of a task, a stage or a whole generation.
enum WorkStatus: String, Sendable, Hashable {
    case pending
    case inProgress = "in_progress"
    case completed
    case failed

    var isTerminal: Bool { self == .completed || self == .failed }
}
