import Environments

/// What people do to a generation: pause, resume and cancel it, and take up again what has failed.
extension WorldProgress {
    /// Whether tasks of the world are to be run.
    var isWorkedOn: Bool { status == .inProgress && !isPaused }

    /// Passes when tasks of the world are to be run.
    ///
    /// - Throws: `CallFailure` of the kinds `worldStopped` and `worldPaused`.
    func permitWork() throws(CallFailure) {
        if status == .failed { throw CallFailure(kind: .worldStopped, description: endDescription) }
        if isPaused { throw .worldPaused }
    }

    mutating func pause(at time: Timestamp) -> ProgressOutcome {
        guard status == .inProgress else { return .refused(endDescription) }
        guard !isPaused else { return .repeated }
        pausedAt = time
        return .applied
    }

    mutating func resume() -> ProgressOutcome {
        guard status == .inProgress else { return .refused(endDescription) }
        guard isPaused else { return .repeated }
        pausedAt = nil
        return .applied
    }

    mutating func cancel(by name: String, at time: Timestamp) -> ProgressOutcome {
        guard status == .inProgress else { return .refused(endDescription) }
        fail("cancelled by \(name)")
        cancelledAt = time
        pausedAt = nil
        return .applied
    }

    /// How the generation has ended.
    var endDescription: String {
        status == .failed ? "the generation has failed: \(failureReason ?? "unknown reason")" : "the generation has \(status.rawValue)"
    }

    static func usedUp(_ kind: PaidCall, _ limit: Int) -> String { "limit of \(limit) \(kind == .llm ? "LLM" : "image") calls is used up" }

    // MARK: Another run of failed tasks

    mutating func retry(_ tasks: [RetriedTask], raisingLimitsBy percent: Int?) -> ProgressOutcome {
        var next = self
        let reopened = tasks.filter { next.ledger.reopen($0.id, run: $0.run) }
        guard !reopened.isEmpty else { return .repeated }
        if let percent { next.raiseLimits(by: percent) }
        // A world without calls left would only fail once more.
        for kind in [PaidCall.llm, .images] {
            let limit = next.limits[kind, default: 0]
            if next.callsMade[kind, default: 0] >= limit { return .refused(Self.usedUp(kind, limit)) }
        }
        for task in reopened {
            next.tasksFailed -= 1
            next.retries += 1
            next.open[task.type, default: 0] += 1
        }
        next.takeUpStages(of: Set(reopened.map(\.type)))
        next.status = .inProgress
        next.failureReason = nil
        next.cancelledAt = nil
        self = next
        return .applied
    }

    /// Limits do not grow beyond this number of calls.
    private static let largestLimit = 1_000_000_000

    private mutating func raiseLimits(by percent: Int) {
        for kind in [PaidCall.llm, .images] {
            let limit = limits[kind, default: 0]
            guard limit < Self.largestLimit else { continue }
            limits[kind] = min(limit + max(ceilingOfQuotient(limit * percent, 100), 1), Self.largestLimit)
        }
    }

    /// The one occasion on which stages go back: those of the tasks, what may follow from them, and what the failure of the world has ended.
    private mutating func takeUpStages(of types: Set<TaskType>) {
        var again = Set(types.map(\.stage))
        if types.contains(.generateCharacterBatch) || types.contains(.generateCharacter) { again.insert(.posts) }
        for stage in Stage.allCases {
            let current = stages[stage, default: .pending]
            if current == .failed || (current == .completed && again.contains(stage)) { stages[stage] = .inProgress }
        }
        stages[.finishing] = .pending
        currentStage = Stage.allCases.last { stages[$0] == .inProgress } ?? .initializing
    }
}
