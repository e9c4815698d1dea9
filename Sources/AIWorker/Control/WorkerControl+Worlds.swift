import Environments
import Persistence

extension WorkerControl {
    /// Lets nothing of a world be worked on until it is resumed: no paid call is made any more, calls under way end. Pausing again changes
    /// nothing.
    ///
    /// - Returns: the document of the generation.
    /// - Throws: `ControlError.conflict` when the generation is over.
    public func pause(_ world: Identifier) async throws(ControlError) -> Document {
        try await change(world, by: .pause(at: environment.now())) { () async throws(StoreError) in
            try await queue.suspend(world)
            engine?.lookAtWaiting(of: world)
        }
    }

    /// Goes on with a paused world. Resuming a world that is not paused changes nothing.
    ///
    /// - Returns: the document of the generation.
    /// - Throws: `ControlError.conflict` when the generation is over.
    public func resume(_ world: Identifier) async throws(ControlError) -> Document {
        try await change(world, by: .resume) { () async throws(StoreError) in
            try await queue.releaseSuspended(world)
            try await engine?.announceAll(of: world)
        }
    }

    /// Ends a world as failed. What it has stays; its open tasks end as failed in a moment.
    ///
    /// - Parameter name: who cancels, for the recorded reason.
    /// - Returns: the document of the generation.
    /// - Throws: `ControlError.conflict` when the generation is over.
    public func cancel(_ world: Identifier, by name: String) async throws(ControlError) -> Document {
        try await change(world, by: .cancel(by: name, at: environment.now())) { () async throws(StoreError) in
            // What waits is claimed at once and finds out that the world has failed.
            try await queue.hasten(world)
            engine?.lookAtWaiting(of: world)
            try await engine?.announceAll(of: world)
        }
    }

    /// Writes an event and does to the tasks what it means. The tasks follow also when the event was written before, so that what a process
    /// could not finish is finished by asking again.
    private func change(
        _ world: Identifier, by event: ProgressEvent, _ follow: () async throws(StoreError) -> Void
    ) async throws(ControlError) -> Document {
        // A name that somebody has mistyped is no trouble of the worker's: nothing is logged.
        _ = try await self.world(world)
        switch try await apply(event, to: world) {
        case .applied, .repeated: break
        case .refused(let reason): throw .conflict(reason, hint: "only a world in progress can be paused, resumed and cancelled")
        case .paused: throw .conflict("the world is paused", hint: "resume it first")
        }
        do { try await follow() } catch { throw ControlError(error) }
        return try await self.world(world)
    }

    func apply(_ event: ProgressEvent, to world: Identifier) async throws(ControlError) -> ProgressOutcome {
        do { return try await book.apply(event, to: world) } catch { throw ControlError(error) }
    }
}
