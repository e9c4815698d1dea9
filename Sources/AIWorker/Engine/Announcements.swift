import Environments
import Synchronization

/// Announcements that are under way to a broker. While it is away they wait, and nobody waits for them.
final class Announcements: Sendable {
    private struct State {
        var announced: Set<Identifier> = []
        var tasks = Numbered<Task<Void, Never>>()
    }

    private let state = Mutex(State())

    /// Announces tasks, except those whose announcement is under way.
    func begin(_ tasks: [TaskNotice], _ announce: @escaping @Sendable ([TaskNotice]) async -> Void) {
        state.withLock { state in
            let new = tasks.filter { state.announced.insert($0.id).inserted }
            guard !new.isEmpty else { return }
            state.tasks.add { number in
                Task {
                    await announce(new)
                    self.end(number, new)
                }
            }
        }
    }

    /// Waits for what is under way; after `time`, gives it up.
    func finish(within time: Duration) async {
        let tasks = state.withLock { $0.tasks.all }
        let deadline = Task {
            try? await Task.sleep(for: time)
            for task in tasks { task.cancel() }
        }
        for task in tasks { await task.value }
        deadline.cancel()
    }

    private func end(_ number: UInt64, _ tasks: [TaskNotice]) {
        state.withLock { state in
            state.tasks.remove(number)
            for task in tasks { state.announced.remove(task.id) }
        }
    }
}
