import Environments
import Persistence

/// The keys of `world_generation_status` (platform contract 9.3). The keys below the line are the worker's own; readers ignore them.
private enum Key {
    static let id = "_id"
    static let status = "status"
    static let currentStage = "current_stage"
    static let stages = "stages"
    static let name = "name"
    static let tasksTotal = "tasks_total"
    static let tasksCompleted = "tasks_completed"
    static let tasksFailed = "tasks_failed"
    static let taskPredicted = "task_predicted"
    static let usersCreated = "users_created"
    static let postsCreated = "posts_created"
    static let usersPredicted = "users_predicted"
    static let postsPredicted = "posts_predicted"
    static let llmLimit = "api_call_limits_LLM"
    static let imageLimit = "api_call_limits_images"
    static let llmCalls = "api_calls_made_LLM"
    static let imageCalls = "api_calls_made_images"
    static let llmCost = "llm_cost_total"
    static let imageCost = "image_cost_total"
    static let parameters = "parameters"
    static let usersCount = "users_count"
    static let postsCount = "posts_count"
    static let userPrompt = "user_prompt"
    static let createdAt = "created_at"
    static let updatedAt = "updated_at"
    // ——
    static let failureReason = "failure_reason"
    static let llmMicrodollars = "llm_cost_microdollars"
    static let imageMicrodollars = "image_cost_microdollars"
    static let open = "open_tasks"
    static let plannedPostBatches = "planned_post_batches"
    static let revision = "revision"
    static let writers = "writers"
    static let ledger = "applied"
    static let paused = "paused"
    static let pausedAt = "paused_at"
    static let cancelledAt = "cancelled_at"
    static let retries = "retries"
    static let countedChildren = "counted_children"
    static let isTold = "is_told"
    static let newsOwed = "news_owed"
    static let untoldPosts = "posts_owed"
}

extension WorldProgress {
    /// The whole document.
    var document: Document {
        var document: Document = [
            Key.id: .string(worldID.canonical),
            Key.parameters: .document([
                Key.usersCount: .int(request.users), Key.postsCount: .int(request.posts), Key.userPrompt: .string(request.prompt),
            ]),
            Key.createdAt: .date(createdAt),
            Key.ledger: ledger.value,
        ]
        for (key, value) in changeableFields { document[key] = value }
        return document
    }

    /// The fields that events change, without the ledger.
    private var changeableFields: [(String, DocumentValue)] {
        [
            (Key.status, .string(status.rawValue)),
            (Key.currentStage, .string(currentStage.rawValue)),
            (
                Key.stages,
                .array(
                    Stage.allCases.map {
                        .document([Key.name: .string($0.rawValue), Key.status: .string(stages[$0, default: .pending].rawValue)])
                    })
            ),
            (Key.tasksTotal, .int(tasksTotal)),
            (Key.tasksCompleted, .int(tasksCompleted)),
            (Key.tasksFailed, .int(tasksFailed)),
            (Key.taskPredicted, .int(taskPredicted)),
            (Key.usersCreated, .int(usersCreated)),
            (Key.postsCreated, .int(postsCreated)),
            (Key.usersPredicted, .int(usersPredicted)),
            (Key.postsPredicted, .int(postsPredicted)),
            (Key.llmLimit, .int(limits[.llm, default: 0])),
            (Key.imageLimit, .int(limits[.images, default: 0])),
            (Key.llmCalls, .int(callsMade[.llm, default: 0])),
            (Key.imageCalls, .int(callsMade[.images, default: 0])),
            (Key.llmCost, .double(dollars(.llm))),
            (Key.imageCost, .double(dollars(.images))),
            (Key.llmMicrodollars, .int64(costs[.llm, default: 0])),
            (Key.imageMicrodollars, .int64(costs[.images, default: 0])),
            (Key.failureReason, failureReason.map(DocumentValue.string) ?? .null),
            (
                Key.open,
                .document(
                    TaskType.allCases.reduce(into: Document()) { document, type in
                        let count = open[type, default: 0]
                        if count != 0 { document[type.rawValue] = .int(count) }
                    })
            ),
            (Key.plannedPostBatches, .int(plannedPostBatches)),
            (Key.paused, .bool(isPaused)),
            (Key.pausedAt, pausedAt.map(DocumentValue.date) ?? .null),
            (Key.cancelledAt, cancelledAt.map(DocumentValue.date) ?? .null),
            (Key.retries, .int(retries)),
            (Key.countedChildren, .array(countedChildren.map(\.canonical).sorted().map { .string($0) })),
            (Key.isTold, .bool(isTold)),
            (Key.newsOwed, newsOwed.map(DocumentValue.int64) ?? .null),
            (Key.untoldPosts, .array(untoldPosts.map { .string($0.canonical) })),
            (Key.revision, .int64(revision)),
            (Key.writers, .document(Document(writers.sorted { $0.key < $1.key }.map { ($0.key, .int64($0.value)) }))),
            (Key.updatedAt, .date(updatedAt)),
        ]
    }

    /// The one write that takes the stored document from `base` to this state.
    func update(from base: WorldProgress) -> Update {
        let previous = Dictionary(uniqueKeysWithValues: base.changeableFields)
        var operations: [Update.Operation] = []
        for (key, value) in changeableFields where previous[key] != value { operations.append(.set(key, value)) }
        if let change = ledger.change(at: Key.ledger, from: base.ledger) { operations.append(change) }
        return Update(operations)
    }

    /// Matches the stored document as long as nobody has written since `self` was read.
    var unchangedFilter: Filter {
        .and([.equals(Key.id, .string(worldID.canonical)), .equals(Key.revision, .int64(revision))])
    }

    /// The key of the revision of which nobody was told for certain.
    static let newsKey = Key.newsOwed

    /// The keys that concern nobody but workers.
    static let internalKeys = [Key.ledger, Key.countedChildren, Key.writers, Key.isTold, Key.newsOwed, Key.untoldPosts]

    /// Matches a stored document of which no more than this revision is owed.
    static func newsFilter(_ worldID: Identifier, _ revision: Int64) -> Filter {
        .and([.equals(Key.id, .string(worldID.canonical)), .equals(Key.newsOwed, .int64(revision))])
    }

    /// Matches the stored documents of worlds of which something is owed.
    static let owingNews = Filter.or([.notEquals(Key.newsOwed, .null), .exists("\(Key.untoldPosts).0", true)])

    /// Costs are counted in whole millionths, so the sum is exact however many there are.
    private func dollars(_ kind: PaidCall) -> Double { Double(costs[kind, default: 0]) / 1_000_000 }
}

extension WorldProgress {
    /// Reads a stored document; `nil` when a key that only this worker writes is missing or has another type.
    init?(_ document: Document) {
        guard let worldID = Identifier(parsing: document.id), let createdAt = document[Key.createdAt]?.date,
            let updatedAt = document[Key.updatedAt]?.date, let parameters = document[Key.parameters]?.document,
            let status = document[Key.status]?.string.flatMap(WorkStatus.init(rawValue:)),
            let currentStage = document[Key.currentStage]?.string.flatMap(Stage.init(rawValue:)),
            let revision = document[Key.revision]?.int, let ledger = document[Key.ledger]?.array
        else { return nil }
        func number(_ key: String) -> Int { document[key]?.int ?? 0 }

        self.init(
            worldID: worldID,
            request: Request(
                prompt: parameters[Key.userPrompt]?.string ?? "", users: parameters[Key.usersCount]?.int ?? 0,
                posts: parameters[Key.postsCount]?.int ?? 0),
            llmLimit: number(Key.llmLimit), imageLimit: number(Key.imageLimit), now: createdAt)
        self.status = status
        self.currentStage = currentStage
        self.updatedAt = updatedAt
        self.revision = Int64(revision)
        for stage in document[Key.stages]?.array ?? [] {
            guard let fields = stage.document, let name = fields[Key.name]?.string.flatMap(Stage.init(rawValue:)) else { continue }
            stages[name] = fields[Key.status]?.string.flatMap(WorkStatus.init(rawValue:)) ?? .pending
        }
        tasksTotal = number(Key.tasksTotal)
        tasksCompleted = number(Key.tasksCompleted)
        tasksFailed = number(Key.tasksFailed)
        taskPredicted = number(Key.taskPredicted)
        usersCreated = number(Key.usersCreated)
        postsCreated = number(Key.postsCreated)
        usersPredicted = number(Key.usersPredicted)
        postsPredicted = number(Key.postsPredicted)
        callsMade = [.llm: number(Key.llmCalls), .images: number(Key.imageCalls)]
        costs = [.llm: Int64(number(Key.llmMicrodollars)), .images: Int64(number(Key.imageMicrodollars))]
        failureReason = document[Key.failureReason]?.string
        plannedPostBatches = number(Key.plannedPostBatches)
        open = [:]
        if let counts = document[Key.open]?.document {
            for type in TaskType.allCases { open[type] = counts[type.rawValue]?.int }
        }
        pausedAt = document[Key.pausedAt]?.date
        cancelledAt = document[Key.cancelledAt]?.date
        retries = number(Key.retries)
        for (writer, revision) in document[Key.writers]?.document ?? [:] {
            if let revision = revision.int { writers[writer] = Int64(revision) }
        }
        for child in document[Key.countedChildren]?.array ?? [] {
            if let id = child.string.flatMap(Identifier.init(parsing:)) { countedChildren.insert(id) }
        }
        isTold = document[Key.isTold] == true
        newsOwed = document[Key.newsOwed]?.int.map(Int64.init)
        untoldPosts = document[Key.untoldPosts]?.array?.compactMap { $0.string.flatMap(Identifier.init(parsing:)) } ?? []
        self.ledger = Ledger(ledger.compactMap { $0.string.flatMap(Ledger.Entry.init(text:)) })
    }
}
