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
    /// The open tasks have no documents any more that could be read. Applies only as long as nothing else has happened since this state.
    case tasksLost(in: WorldProgress)
    /// The news of the posts of these tasks have arrived.
    case postsTold(Set<Identifier>)
    /// Nothing of the world is worked on until it is resumed.
    case pause(at: Timestamp)
    case resume
    /// The world ends as failed, with what it has.
    case cancel(by: String, at: Timestamp)
    /// Failed tasks are taken up again, with limits that are larger by so many percent.
    case retry([RetriedTask], raisingLimitsBy: Int?)
}

extension ProgressEvent {
    /// Whether it changes what people are told of a world.
    var isNews: Bool { if case .postsTold = self { false } else { true } }
}

/// A failed task that is taken up again.
struct RetriedTask: Sendable, Hashable {
    let id: Identifier
    let type: TaskType
    /// The number of the run that begins, at least 1.
    let run: Int
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
    /// Which of its runs has ended; more than 0 after it was retried.
    var run = 0
    /// Why it failed; `nil` when it succeeded.
    let failure: String?
    let children: [Child]
}

/// What became of an event.
enum ProgressOutcome: Sendable, Hashable {
    case applied
    /// The event had been applied before.
    case repeated
    /// The event does not fit the world's state, and nothing has changed; says why. A refused call must not be made.
    case refused(String)
    /// The call must not be made before the world is resumed.
    case paused

    var isRefusal: Bool {
        switch self {
        case .applied, .repeated: false
        case .refused, .paused: true
        }
    }

    /// Passes when a call may be made.
    ///
    /// - Throws: `CallFailure` of the kinds `worldStopped` and `worldPaused`.
    func permitCall() throws(CallFailure) {
        switch self {
        case .applied, .repeated: return
        case .refused(let reason): throw CallFailure(kind: .worldStopped, description: reason)
        case .paused: throw .worldPaused
        }
    }
}
