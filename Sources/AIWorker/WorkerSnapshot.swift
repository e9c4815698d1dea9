import Environments
import Semaphores

/// What a worker is about at one moment.
public struct WorkerSnapshot: Sendable, Hashable {
    /// The breaker of a dependency.
    public struct Breaker: Sendable, Hashable {
        /// Whether calls pass.
        public enum Position: String, Sendable, Hashable, CaseIterable {
            /// They pass.
            case closed
            /// One at a time passes, to see whether the dependency is back.
            case halfOpen = "half_open"
            /// None passes.
            case open
        }

        /// Whether calls pass.
        public let position: Position
        /// Since when.
        public let since: Timestamp
    }

    /// Something outside of the worker that it calls.
    public struct Dependency: Sendable, Hashable {
        /// The name, as in metrics and messages: `language-model`, `character-service`, …
        public let name: String
        /// Its breaker.
        public let breaker: Breaker
        /// The permits of its limiter; the platform's services share one limiter. `nil` when calls are not limited.
        public let permits: SemaphoreLoad?
    }

    /// The tasks that this worker knows of.
    public struct Tasks: Sendable, Hashable {
        /// How many run at a time.
        public let limit: Int
        /// How many run.
        public let running: Int
        /// How many wait for their start.
        public let ready: Int
        /// How many hold their claim and wait for an earlier post of the same character.
        public let parked: Int
    }

    /// The worker's name, as in the tasks that it holds.
    public let worker: String
    /// Everything that the worker calls.
    public let dependencies: [Dependency]
    /// The tasks.
    public let tasks: Tasks
}
