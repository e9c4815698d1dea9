import Environments

@testable import AIWorker

/// Makes up what may happen to a world, one event after the other: ends of tasks in any order, also repeated ones, and what people do.
struct RandomWorld {
    private struct Task {
        let id: Identifier
        let type: TaskType
        let parent: Identifier?
        var run = 0
        var hasEnded = false
        var hasFailed = false
        var children: [Identifier] = []
    }

    private static let maximumTasks = 40
    private static let types: [TaskType] = [
        .generateWorldImage, .generateCharacterBatch, .generateCharacter, .generateCharacterAvatar, .generatePostBatch, .generatePost,
        .generatePostImage,
    ]

    private let worldID: Identifier
    private var tasks: [Task] = []
    private var reported: [EndedTask] = []

    init(worldID: Identifier) {
        self.worldID = worldID
        tasks = [Task(id: Identifier.v5(namespace: worldID, name: "0"), type: .initWorldCreation, parent: nil)]
    }

    /// The tasks made up so far.
    var known: Int { tasks.count }

    mutating func next(_ progress: WorldProgress) -> ProgressEvent {
        let now = Timestamp(seconds: 5)
        switch Int.random(in: 0..<20) {
        case 0: return .pause(at: now)
        case 1, 2: return .resume
        case 3: return .cancel(by: "somebody", at: now)
        case 4: return .call(.llm)
        case 5: if let repeated = reported.randomElement() { return .taskEnded(repeated) }
        case 6, 7, 8:
            if let failed = tasks.indices.filter({ tasks[$0].hasFailed }).randomElement() { return retry([failed]) }
        default: break
        }
        guard let index = tasks.indices.filter({ !tasks[$0].hasEnded }).randomElement() else { return .resume }
        return end(index, fails: Int.random(in: 0..<4) == 0)
    }

    /// The next event on the way to a world without failures; `nil` when nothing is left to do.
    mutating func nextToGoodEnd(_ progress: WorldProgress) -> ProgressEvent? {
        let failed = tasks.indices.filter { tasks[$0].hasFailed }
        if !failed.isEmpty { return retry(failed) }
        return tasks.firstIndex { !$0.hasEnded }.map { end($0, fails: false) }
    }

    private func retry(_ indices: [Int]) -> ProgressEvent {
        .retry(
            indices.map { RetriedTask(id: tasks[$0].id, type: tasks[$0].type, run: tasks[$0].run + 1) },
            raisingLimitsBy: 100)
    }

    /// A run may leave children also when it fails; the next one brings the same and perhaps more.
    private mutating func end(_ index: Int, fails: Bool) -> ProgressEvent {
        let bringsChildren = !fails || Int.random(in: 0..<3) == 0
        if bringsChildren, tasks[index].children.isEmpty {
            for _ in 0..<Int.random(in: 0...3) where tasks.count < Self.maximumTasks {
                let child = Task(
                    id: Identifier.v5(namespace: worldID, name: "\(tasks.count)"), type: Self.types.randomElement() ?? .generatePost,
                    parent: tasks[index].id)
                tasks[index].children.append(child.id)
                tasks.append(child)
            }
        }
        let task = tasks[index]
        let children = tasks.filter { task.children.contains($0.id) }.map { EndedTask.Child(id: $0.id, type: $0.type, plannedPosts: 1) }
        return .taskEnded(
            EndedTask(
                id: task.id, type: task.type, parent: task.parent, run: task.run, failure: fails ? "broken" : nil, children: children))
    }

    /// Notes what became of an event.
    mutating func note(_ event: ProgressEvent, _ outcome: ProgressOutcome) {
        guard outcome == .applied else { return }
        switch event {
        case .taskEnded(let ended):
            reported.append(ended)
            guard let index = tasks.firstIndex(where: { $0.id == ended.id }) else { return }
            tasks[index].hasEnded = true
            tasks[index].hasFailed = ended.failure != nil
        case .retry(let retried, _):
            for task in retried {
                guard let index = tasks.firstIndex(where: { $0.id == task.id }) else { continue }
                tasks[index].run = task.run
                tasks[index].hasEnded = false
                tasks[index].hasFailed = false
            }
        default: break
        }
    }
}
