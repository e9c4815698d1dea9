import Telemetry

/// Where a worker shows what it does.
public struct WorkerOutlets: Sendable {
    /// Gets its log lines.
    public var logger: Logger
    /// Gets its numbers.
    public var metrics: Metrics
    /// Gets every text that was generated and is of use.
    public var texts: GeneratedText.Listener?
    /// Hears of tasks, posts and progress.
    public var news: (any GenerationListener)?
    /// Gets a copy of every picture.
    public var archive: ImageArchive?

    /// Outlets for lines and numbers; texts and pictures go to the platform only.
    public init(logger: Logger, metrics: Metrics) {
        self.logger = logger
        self.metrics = metrics
    }
}
