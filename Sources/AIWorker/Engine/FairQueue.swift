import Environments

/// Tasks in waiting, world by world: one of each world in turn, so that a small world does not wait for all tasks of a large one.
struct FairQueue: Sendable {
    /// The tasks of one world, in the order in which they came.
    private struct Lane {
        var tasks: [TaskNotice] = []
        var head = 0

        mutating func next() -> TaskNotice? {
            guard head < tasks.count else { return nil }
            head += 1
            return tasks[head - 1]
        }

        var isEmpty: Bool { head == tasks.count }
    }

    private var lanes: [Identifier: Lane] = [:]
    /// The worlds that have tasks, the next one first; what lies before `head` is spent.
    private var turns: [Identifier] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ task: TaskNotice) {
        if lanes[task.worldID] == nil { turns.append(task.worldID) }
        lanes[task.worldID, default: Lane()].tasks.append(task)
        count += 1
    }

    /// The next task of the world whose turn it is.
    mutating func next() -> TaskNotice? {
        guard head < turns.count else { return nil }
        let world = turns[head]
        head += 1
        let task = lanes[world]?.next()
        if lanes[world]?.isEmpty == false { turns.append(world) } else { lanes[world] = nil }
        if head > 1024 || head == turns.count {
            turns.removeFirst(head)
            head = 0
        }
        count -= 1
        return task
    }
}
