import Environments

/// The two kinds of paid call.
enum PaidCall: String, Sendable, Hashable {
    case llm = "LLM"
    case images
}

/// A thing that moves the counters of a world.
enum ProgressEvent: Sendable {
    /// A paid call is about to be made: counts it, unless the limit is reached or the generation is over.
    case call(PaidCall)
    /// Paid calls were under way when a process died: nobody has their answers, so they are made again and the limit grows by them.
    case callsLost([PaidCall])
    /// A paid call was answered and cost this many millionths of a dollar.
    case cost(PaidCall, microdollars: Int64)
    /// A task reached its end. Counted once, however often it is reported.
    case taskEnded(EndedTask)
}

/// A task at its end, as the counters see it.
struct EndedTask: Sendable, Hashable {
    struct Child: Sendable, Hashable {
        let id: Identifier
        let type: TaskType
        /// The posts that a `generate_character` child will ask for; 0 for every other type.
        var plannedPosts = 0
    }

    let id: Identifier
    let type: TaskType
    let parent: Identifier?
    /// Why it failed; `nil` when it succeeded.
    let failure: String?
    let children: [Child]
}

/// What became of an event.
enum ProgressOutcome: Sendable, Hashable {
    case applied
    /// The event had been applied before.
    case repeated
    /// The call must not be made; says why.
    case refused(String)
}
