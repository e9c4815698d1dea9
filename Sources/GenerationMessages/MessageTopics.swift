/// The topics of generations (generation flow 6.8).
public struct MessageTopics: Sendable, Hashable {
    /// Tasks: those that are to be run, and what became of them.
    public var tasks = "generia-tasks"
    /// What clients watch: progress, and the posts that come into being.
    public var progress = "generia-progress"
    /// How many partitions topics get that are missing: as many workers can share the tasks. Those of a world are in one.
    public static let partitions = 12

    /// The platform's names.
    public init() {}
}
