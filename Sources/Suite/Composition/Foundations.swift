import Environments
import EventLoops
import Glibc
import HTTPClient
import Telemetry

/// What everything in a suite rests on: threads, time and ids, log and metrics, the data directory.
struct Foundations: Sendable {
    /// Threads for what blocks: database files, objects, pictures.
    private static let blockingThreads = 4
    /// Connections of pictures and objects, beside those to providers.
    private static let connectionsToObjects = 64
    /// More loops than this gain nothing for one machine's tests.
    private static let maximumLoops = 2

    let environment: Environment
    let logger: Logger
    let metrics: Metrics
    /// The loops of all gRPC connections.
    let callLoops: EventLoopGroup
    /// The loop of the HTTP listeners and of the HTTP client.
    let webLoop: EventLoop
    let pool: BlockingPool
    let http: HTTPClient
    /// `nil` when data live in memory.
    let data: DataDirectory?
    /// The directory of objects; a temporary one when data live in memory.
    let objectDirectory: String

    init(_ configuration: SuiteConfiguration, logger: Logger, teardown: Teardown) throws(SuiteError) {
        self.logger = logger
        metrics = Metrics()
        switch configuration.storage {
        case .directory(let path):
            let data = try configuration.isWorkerAlone ? DataDirectory(guestIn: path) : DataDirectory(path)
            self.data = data
            objectDirectory = data.file("objects")
            // Holds the lock until everything that writes to the directory is gone.
            teardown.add { _ in withExtendedLifetime(data) {} }
        case .memory:
            data = nil
            let directory = try TemporaryDirectory()
            objectDirectory = directory.path
            teardown.add { _ in directory.remove() }
        }
        environment = Environment(seed: configuration.seed, run: UInt64(data?.earlierRuns ?? 0))

        let pool = BlockingPool(threads: Self.blockingThreads, name: "blocking")
        self.pool = pool
        teardown.add { _ in pool.stop() }
        do throws(EventLoopError) {
            let callLoops = try EventLoopGroup(count: min(Self.maximumLoops, Self.processors), name: "grpc")
            self.callLoops = callLoops
            teardown.add { _ in callLoops.stop() }
            let webLoop = try EventLoop(name: "http")
            self.webLoop = webLoop
            teardown.add { _ in webLoop.stop() }
        } catch {
            throw .system(error.description)
        }
        do throws(HTTPClientError) {
            // The worker's permits decide how many requests there are: the client must not let them wait once more, their time running.
            let limits = configuration.workerLimits
            let http = try HTTPClient(
                loop: webLoop, maximumConnections: limits.llmRequests + limits.imageRequests + Self.connectionsToObjects)
            self.http = http
            teardown.add { _ in await http.close() }
        } catch {
            throw .system(error.description)
        }
    }

    private static var processors: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
