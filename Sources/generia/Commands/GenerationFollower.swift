import EventLoops
import GeneriaAPI
import ProtoRuntime

/// Orders worlds and watches their generation.
struct GenerationFollower: Sendable {
    /// The creator of worlds that are ordered without a user; any well-formed id is a user.
    static let user = "00000000-0000-4000-8000-000000000001"

    private static let interval = Duration.milliseconds(50)
    /// How long a service may be away, and a generation not begun, before following ends.
    private static let patience = Duration.seconds(10)
    /// How long the tasks of a failed generation are waited for.
    private static let settlingTime = Duration.seconds(10)

    let connection: PlatformConnection
    let console: Console

    /// Orders a world.
    /// - Returns: its id.
    func create(_ order: WorldOrder) async throws(CommandError) -> String {
        let request = WorldAPI.CreateWorldRequest(
            userID: Self.user, name: order.name, prompt: order.prompt, charactersCount: Int32(order.characters),
            postsCount: Int32(order.posts))
        do throws(RPCError) {
            return try await connection.world.createWorld(request).id
        } catch {
            throw CommandError(error, from: connection.address)
        }
    }

    /// How far a world is, with its name.
    func progress(of worldID: String) async throws(CommandError) -> GenerationProgress {
        do throws(RPCError) {
            return try await look(at: worldID, name: nil)
        } catch {
            throw CommandError(error, from: connection.address)
        }
    }

    /// Watches a generation to its end, and shows it. One that has failed is followed until its tasks have ended, too: calls that are under
    /// way still cost.
    /// - Parameter start: what the time shown counts from.
    /// - Returns: the last state; `nil` when the task was cancelled before.
    func follow(_ worldID: String, since start: MonotonicTime) async throws(CommandError) -> GenerationProgress? {
        var last: GenerationProgress?
        var troubledSince: MonotonicTime?
        var overSince: MonotonicTime?
        while !Task.isCancelled {
            do throws(RPCError) {
                // A world gets its name in the course of its generation.
                let hasName = last?.currentStage == last?.stages.last?.name && last != nil
                let progress = try await look(at: worldID, name: hasName ? last?.name : nil)
                overSince = progress.isOver ? overSince ?? .now() : nil
                let isLast = progress.isSettled || overSince.map { .now() - $0 > Self.settlingTime } ?? false
                show(progress, isNews: progress != last, isLast: isLast, since: start)
                if isLast {
                    if !progress.isSettled { console.note("note: tasks of the world are still under way, and may cost more") }
                    return progress
                }
                last = progress
                troubledSince = progress.status == "not_started" ? troubledSince ?? .now() : nil
            } catch {
                guard error.code == .unavailable else { throw CommandError(error, from: connection.address) }
                troubledSince = troubledSince ?? .now()
                if let troubledSince, .now() - troubledSince > Self.patience { throw CommandError(error, from: connection.address) }
            }
            if let troubledSince, .now() - troubledSince > Self.patience {
                throw CommandError(
                    .failed, "the generation of world \(worldID) was not started",
                    hint: "the order is kept; it needs a worker on the suite's database")
            }
            try? await connection.loop.sleep(for: Self.interval)
        }
        return nil
    }

    private func look(at worldID: String, name: String?) async throws(RPCError) -> GenerationProgress {
        let status = try await connection.world.getGenerationStatus(WorldAPI.GetGenerationStatusRequest(worldID: worldID))
        var known = name
        if known == nil { known = try await connection.world.getWorld(WorldAPI.GetWorldRequest(worldID: worldID)).name }
        return GenerationProgress(status, of: worldID, name: known ?? "")
    }

    private func show(_ progress: GenerationProgress, isNews: Bool, isLast: Bool, since start: MonotonicTime) {
        let elapsed = MonotonicTime.now() - start
        if console.format == .jsonl, isNews { console.printJSON(progress.json) }
        console.showProgress(isLast: isLast) { columns in
            ProgressPicture(progress: progress, elapsed: elapsed, terminal: console.terminal).lines(columns: columns)
        }
    }
}
