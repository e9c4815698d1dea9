import Environments
import Persistence
import Testing

@testable import AIWorker

@Suite("Progress of a world that is paused, cancelled and retried")
struct WorldProgressControlTests {
    private static let worldID = Identifier.v5(namespace: Identifier(high: 0, low: 1), name: "world")
    private let time = Timestamp(seconds: 1000)

    private func progress(llmLimit: Int? = nil) -> WorldProgress {
        WorldProgress(
            worldID: Self.worldID, request: .init(prompt: "p", users: 2, posts: 4), llmLimit: llmLimit, imageLimit: nil,
            now: Timestamp(seconds: 0))
    }

    private func ended(
        _ name: String, _ type: TaskType, run: Int = 0, failure: String? = nil, parent: String? = nil, children: [(String, TaskType)] = []
    ) -> ProgressEvent {
        func id(_ name: String) -> Identifier { Identifier.v5(namespace: Self.worldID, name: name) }
        return .taskEnded(
            EndedTask(
                id: id(name), type: type, parent: parent.map(id), run: run, failure: failure,
                children: children.map { .init(id: id($0.0), type: $0.1, plannedPosts: 2) }))
    }

    private func retry(_ name: String, _ type: TaskType, run: Int = 1, raise percent: Int? = nil) -> ProgressEvent {
        .retry([RetriedTask(id: Identifier.v5(namespace: Self.worldID, name: name), type: type, run: run)], raisingLimitsBy: percent)
    }

    @Test("A paused world makes no calls, and goes on when it is resumed; both can be asked for twice")
    func pause() {
        var progress = progress()
        #expect(progress.apply(.pause(at: time)) == .applied)
        #expect(progress.apply(.pause(at: time + .seconds(1))) == .repeated && progress.pausedAt == time)
        #expect(progress.status == .inProgress && progress.apply(.call(.llm)) == .paused && progress.callsMade[.llm] == 0)
        // What runs may end.
        #expect(progress.apply(ended("init", .initWorldCreation, children: [("world", .generateWorldDescription)])) == .applied)
        #expect(progress.apply(.resume) == .applied && progress.apply(.resume) == .repeated)
        #expect(progress.apply(.call(.llm)) == .applied)
    }

    @Test("A cancelled world has failed with a reason and the time; what is over cannot be paused, resumed or cancelled")
    func cancel() {
        var cancelled = progress()
        _ = cancelled.apply(.pause(at: time))
        #expect(cancelled.apply(.cancel(by: "anna", at: time)) == .applied)
        #expect(cancelled.status == .failed && cancelled.failureReason == "cancelled by anna" && cancelled.cancelledAt == time)
        #expect(!cancelled.isPaused && cancelled.stages[.initializing] == .failed)
        let refusal = ProgressOutcome.refused("the generation has failed: cancelled by anna")
        for event in [ProgressEvent.pause(at: time), .resume, .cancel(by: "b", at: time), .call(.images)] {
            #expect(cancelled.apply(event) == refusal)
        }
        var completed = progress()
        _ = completed.apply(ended("init", .initWorldCreation))
        #expect(completed.status == .completed)
        #expect(completed.apply(.cancel(by: "b", at: time)) == .refused("the generation has completed"))
    }

    @Test("A retried critical task brings the world back; its second end counts once, late news of the first one not at all")
    func retryCritical() {
        var progress = progress()
        _ = progress.apply(ended("init", .initWorldCreation, children: [("world", .generateWorldDescription)]))
        let failure = ended("world", .generateWorldDescription, failure: "broken", parent: "init")
        _ = progress.apply(failure)
        #expect(progress.isOver && progress.status == .failed && progress.stages[.worldDescription] == .failed)
        #expect(progress.apply(retry("world", .generateWorldDescription)) == .applied)
        #expect(progress.apply(retry("world", .generateWorldDescription)) == .repeated)
        #expect(progress.status == .inProgress && progress.failureReason == nil && progress.tasksFailed == 0 && progress.retries == 1)
        #expect(progress.stages[.worldDescription] == .inProgress && progress.currentStage == .worldDescription)
        #expect(progress.apply(failure) == .repeated)
        let success = ended(
            "world", .generateWorldDescription, run: 1, parent: "init",
            children: [("image", .generateWorldImage), ("batch", .generateCharacterBatch)])
        #expect(progress.apply(success) == .applied && progress.apply(success) == .repeated)
        #expect(progress.tasksTotal == 4 && progress.tasksCompleted == 2 && progress.stages[.worldDescription] == .completed)
    }

    @Test("A retry in a completed world takes its stages back and completes it again")
    func retryInCompletedWorld() {
        var progress = progress()
        _ = progress.apply(ended("init", .initWorldCreation, children: [("batch", .generateCharacterBatch)]))
        _ = progress.apply(ended("batch", .generateCharacterBatch, parent: "init", children: [("c", .generateCharacter)]))
        _ = progress.apply(ended("c", .generateCharacter, failure: "broken", parent: "batch"))
        #expect(progress.status == .completed && progress.tasksFailed == 1)
        #expect(progress.apply(retry("c", .generateCharacter)) == .applied)
        #expect(progress.status == .inProgress && progress.stages[.characters] == .inProgress && progress.stages[.posts] == .inProgress)
        #expect(progress.stages[.finishing] == .pending && !progress.isOver)
        _ = progress.apply(ended("c", .generateCharacter, run: 1, parent: "batch"))
        #expect(progress.status == .completed && progress.tasksFailed == 0 && progress.usersCreated == 1)
        #expect(progress.stages.values.allSatisfy { $0 == .completed })
    }

    @Test("Children that a failed run has left are counted once, although the next run brings them again")
    func childrenOfFailedRun() {
        var progress = progress()
        _ = progress.apply(ended("init", .initWorldCreation, children: [("batch", .generateCharacterBatch)]))
        let children = [("c0", TaskType.generateCharacter), ("c1", TaskType.generateCharacter)]
        _ = progress.apply(ended("batch", .generateCharacterBatch, failure: "store", parent: "init", children: [children[0]]))
        #expect(progress.tasksTotal == 3)
        _ = progress.apply(retry("batch", .generateCharacterBatch))
        _ = progress.apply(ended("c0", .generateCharacter, parent: "batch"))
        _ = progress.apply(ended("c1", .generateCharacter, parent: "batch"))
        #expect(progress.tasksTotal == 4 && progress.status == .inProgress)
        _ = progress.apply(ended("batch", .generateCharacterBatch, run: 1, parent: "init", children: children))
        #expect(progress.tasksTotal == 4 && progress.tasksCompleted == 4 && progress.status == .completed)
        #expect(progress.plannedPostBatches == 2)
    }

    @Test("A world without calls left is not retried unless its limits grow")
    func limits() {
        var progress = progress(llmLimit: 1)
        _ = progress.apply(ended("init", .initWorldCreation, children: [("world", .generateWorldDescription)]))
        _ = progress.apply(.call(.llm))
        _ = progress.apply(.call(.llm))
        _ = progress.apply(ended("world", .generateWorldDescription, failure: "limit", parent: "init"))
        let before = progress
        #expect(progress.apply(retry("world", .generateWorldDescription)) == .refused("limit of 1 LLM calls is used up"))
        #expect(progress == before)
        #expect(progress.apply(retry("world", .generateWorldDescription, raise: 25)) == .applied)
        #expect(progress.limits[.llm] == 2 && progress.apply(.call(.llm)) == .applied)
    }

    @Test("The document keeps all of it, and the update leads there")
    func document() throws {
        var base = progress()
        _ = base.apply(ended("init", .initWorldCreation, children: [("batch", .generateCharacterBatch)]))
        var next = base
        _ = next.apply(
            ended("batch", .generateCharacterBatch, failure: "store", parent: "init", children: [("c", .generateCharacter)]))
        #expect(WorldProgress(try next.update(from: base).applied(to: base.document)) == next)
        var last = next
        for event in [retry("batch", .generateCharacterBatch), .pause(at: time)] { #expect(last.apply(event) == .applied) }
        #expect(WorldProgress(try last.update(from: next).applied(to: next.document)) == last)
        #expect(last.document["paused"] == true && last.document["paused_at"] == .date(time))
        #expect(last.ledger.entries.map(\.text).last?.hasSuffix("+1") == true)
        #expect(Ledger.Entry(text: "00000000000000ff#3")?.text == "00000000000000ff#3" && Ledger.Entry(text: "zz") == nil)
    }

    @Test("Whatever happens in whatever order, completed, failed and open tasks add up", arguments: 0..<60)
    func randomSequences(round: Int) {
        var progress = progress(llmLimit: 100)
        var world = RandomWorld(worldID: Self.worldID)
        for _ in 0..<100 {
            let event = world.next(progress)
            let before = progress
            let outcome = progress.apply(event)
            if case .refused = outcome, case .call = event {} else if outcome != .applied { #expect(progress == before) }
            world.note(event, outcome)
            let open = progress.open.values.reduce(0, +)
            let addsUp = progress.tasksCompleted + progress.tasksFailed + open == progress.tasksTotal
            #expect(addsUp && progress.open.values.allSatisfy { $0 > 0 }, "\(event)")
            #expect((progress.status == .completed) == (open == 0 && progress.failureReason == nil))
        }
        #expect(WorldProgress(progress.document) == progress)
        // With all retries and no more failures, every world comes to a good end; a cancelled one that has no failed task stays so.
        while let event = world.nextToGoodEnd(progress) {
            let outcome = progress.apply(event)
            world.note(event, outcome)
        }
        #expect(progress.status == (progress.cancelledAt == nil ? .completed : .failed))
        #expect(progress.tasksFailed == 0 && progress.tasksTotal == world.known)
    }
}
