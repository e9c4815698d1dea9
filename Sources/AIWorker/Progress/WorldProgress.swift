import Environments

/// The state of one world's generation: a pure value that events move. What is stored of it is `world_generation_status`.
///
/// A task is counted when its parent has ended, or when it has ended itself, whichever is first; so at every moment at least one counted
/// task is open while any task is, and "nothing is open" means "everything is done", whatever order the events come in.
struct WorldProgress: Sendable, Hashable {
    struct Request: Sendable, Hashable {
        var prompt: String
        var users: Int
        var posts: Int
    }

    let worldID: Identifier
    var request: Request
    var status = WorkStatus.inProgress
    var currentStage = Stage.initializing
    var stages = Dictionary(uniqueKeysWithValues: Stage.allCases.map { ($0, $0 == .initializing ? WorkStatus.inProgress : .pending) })
    var tasksTotal = 1
    var tasksCompleted = 0
    var tasksFailed = 0
    var taskPredicted: Int
    var usersCreated = 0
    var postsCreated = 0
    var usersPredicted: Int
    var postsPredicted: Int
    var limits: [PaidCall: Int]
    var callsMade: [PaidCall: Int] = [.llm: 0, .images: 0]
    var costs: [PaidCall: Int64] = [.llm: 0, .images: 0]
    var failureReason: String?
    /// Since when the world is paused.
    var pausedAt: Timestamp?
    /// When the world was cancelled.
    var cancelledAt: Timestamp?
    /// How often failed tasks have been taken up again.
    var retries = 0
    /// Counted tasks that have not ended, by type.
    var open: [TaskType: Int] = [.initWorldCreation: 1]
    /// Post batches that the characters planned so far will need.
    var plannedPostBatches = 0
    var createdAt: Timestamp
    var updatedAt: Timestamp
    /// Grows with every write; a write succeeds only on the revision it was computed from.
    var revision: Int64 = 0
    /// The last revision in which each book has written events that nobody waited for.
    var writers: [String: Int64] = [:]
    /// The tasks whose end has been counted.
    var ledger = Ledger()
    /// Children that were counted with the end of a parent that had failed: a later run of the parent brings them once more.
    var countedChildren: Set<Identifier> = []

    /// Whether somebody is told of the world.
    var isTold = false
    /// The revision of which nobody was told for certain.
    var newsOwed: Int64?
    /// The tasks whose posts nobody was told of for certain, in the order in which they ended.
    var untoldPosts: [Identifier] = []

    /// - Parameter reserve: how many percent more calls than predicted may be made, where no limit is given.
    init(
        worldID: Identifier, request: Request, llmLimit: Int?, imageLimit: Int?, reserve: Int = Prediction.usualReserve, now: Timestamp
    ) {
        self.worldID = worldID
        self.request = request
        let prediction = Prediction(users: request.users, posts: request.posts)
        taskPredicted = prediction.tasks
        usersPredicted = prediction.users
        postsPredicted = prediction.posts
        limits = [
            .llm: llmLimit ?? Prediction.limit(for: prediction.llmCalls, reserve: reserve),
            .images: imageLimit ?? Prediction.limit(for: prediction.images, reserve: reserve),
        ]
        createdAt = now
        updatedAt = now
    }

    /// Whether the generation has ended and none of its tasks is open any more.
    var isOver: Bool { status.isTerminal && tasksOpen == 0 }

    /// How many counted tasks have not ended.
    var tasksOpen: Int { tasksTotal - tasksCompleted - tasksFailed }

    var isPaused: Bool { pausedAt != nil }

    /// Whether the end of this run of `task` has been counted.
    func hasCounted(_ task: Identifier, run: Int = 0) -> Bool { ledger.hasEnded(task, run: run) }

    // MARK: Events

    mutating func apply(_ event: ProgressEvent) -> ProgressOutcome {
        switch event {
        case .call(let kind): return countCall(kind)
        case .callsLost(let kinds):
            guard status == .inProgress else { return .applied }
            for kind in kinds { limits[kind, default: 0] += 1 }
            return .applied
        case .cost(let kind, let microdollars):
            costs[kind, default: 0] += microdollars
            return .applied
        case .taskEnded(let task): return end(task)
        case .tasksLost(let state): return loseTasks(of: state)
        case .postsTold(let tasks):
            untoldPosts.removeAll { tasks.contains($0) }
            return .applied
        case .pause(let time): return pause(at: time)
        case .resume: return resume()
        case .cancel(let name, let time): return cancel(by: name, at: time)
        case .retry(let tasks, let percent): return retry(tasks, raisingLimitsBy: percent)
        }
    }

    private mutating func countCall(_ kind: PaidCall) -> ProgressOutcome {
        switch status {
        case .failed: return .refused(endDescription)
        // Who still wants to call was taken for dead, and others have finished its work.
        case .completed: return .refused("the generation is complete")
        case .pending, .inProgress: if isPaused { return .paused }
        }
        let made = callsMade[kind, default: 0]
        let limit = limits[kind, default: 0]
        guard made < limit else {
            let reason = Self.usedUp(kind, limit)
            fail(reason)
            return .refused(reason)
        }
        callsMade[kind] = made + 1
        return .applied
    }

    private mutating func end(_ task: EndedTask) -> ProgressOutcome {
        guard !hasCounted(task.id, run: task.run) else { return .repeated }
        let isAhead = task.parent.map { !ledger.hasEnded($0) } ?? false
        // Where nothing is open, the task was written by hand or had been given up.
        if isAhead && !isCounted(task.id) || tasksOpen == 0 { open(task.type) }
        ledger.end(task.id, run: task.run)
        let left = open[task.type, default: 0] - 1
        open[task.type] = left == 0 ? nil : left

        for child in task.children {
            if !isCounted(child.id) { open(child.type) }
            if child.type == .generateCharacter, !countedChildren.contains(child.id) {
                plannedPostBatches += ceilingOfQuotient(max(child.plannedPosts, 1), BatchPlan.largestBatch)
            }
            start(child.type.stage)
        }
        if let failure = task.failure {
            tasksFailed += 1
            countedChildren.formUnion(task.children.map(\.id))
            if task.type.isCritical { fail("\(task.type.rawValue): \(failure)", at: task.type.stage) }
        } else {
            tasksCompleted += 1
            if task.type == .generateCharacter { usersCreated += 1 }
            if task.type == .generatePostImage {
                postsCreated += 1
                if isTold { untoldPosts.append(task.id) }
            }
        }
        settle()
        return .applied
    }

    private mutating func loseTasks(of state: WorldProgress) -> ProgressOutcome {
        guard self == state, tasksOpen > 0 else { return .repeated }
        let lost = open.filter { $0.value > 0 }.keys
        tasksFailed = tasksTotal - tasksCompleted
        open = [:]
        if let critical = TaskType.allCases.first(where: { $0.isCritical && lost.contains($0) }) {
            fail("\(critical.rawValue): the document of the task is lost or damaged", at: critical.stage)
        }
        settle()
        return .applied
    }

    /// Whether a task is among the counted ones, ended or not.
    private func isCounted(_ task: Identifier) -> Bool { ledger.knows(task) || countedChildren.contains(task) }

    private mutating func open(_ type: TaskType) {
        tasksTotal += 1
        open[type, default: 0] += 1
    }

    // MARK: Stages

    /// Moves a pending stage to `in_progress`. A stage never goes back.
    private mutating func start(_ stage: Stage) {
        guard status == .inProgress, stages[stage, default: .pending] == .pending else { return }
        stages[stage] = .inProgress
        currentStage = stage
    }

    private mutating func complete(_ stage: Stage) {
        guard stages[stage, default: .pending] != .failed else { return }
        stages[stage] = .completed
    }

    mutating func fail(_ reason: String, at stage: Stage? = nil) {
        guard status == .inProgress else { return }
        let failing = stage ?? currentStage
        stages[failing] = .failed
        currentStage = failing
        status = .failed
        failureReason = reason
    }

    /// Completes the stages that have nothing open any more, and the world when nothing is open at all.
    private mutating func settle() {
        guard status == .inProgress else { return }
        for stage in [Stage.initializing, .worldDescription, .worldImage] where isStarted(stage) && !hasOpenTasks(of: stage) {
            complete(stage)
        }
        // Every planned character has ended when no batch can plan another one; avatars only decorate and do not count.
        let charactersArePlanned = isStarted(.characters) && open[.generateCharacterBatch, default: 0] == 0
        if charactersArePlanned { refinePrediction() }
        if charactersArePlanned, open[.generateCharacter, default: 0] == 0 {
            complete(.characters)
            if isStarted(.posts), !hasOpenTasks(of: .posts) { complete(.posts) }
        }
        if tasksOpen == 0 { finish() }
    }

    private mutating func finish() {
        for stage in Stage.allCases { complete(stage) }
        currentStage = .finishing
        taskPredicted = tasksTotal
        status = .completed
    }

    /// Once all characters are planned, the number of post batches is known, and with it the number of tasks.
    private mutating func refinePrediction() {
        taskPredicted = Prediction(users: usersPredicted, posts: postsPredicted, postBatches: plannedPostBatches).tasks
    }

    private func isStarted(_ stage: Stage) -> Bool { stages[stage, default: .pending] != .pending }

    private func hasOpenTasks(of stage: Stage) -> Bool {
        open.contains { $0.key.stage == stage && $0.value > 0 }
    }
}
