import AIWorker
import HTTPServing
import JSONModel
import Telemetry

/// The administration endpoint: whether the suite is well, its metrics, what it consists of, and its generations.
struct AdminEndpoint: Sendable {
    private let router: HTTPRouter

    /// - Parameters:
    ///   - metrics: what `/metrics` shows.
    ///   - readiness: what `/healthz` tells.
    ///   - worker: what `/workers` is about; `nil` in a suite without one.
    ///   - control: what the routes of ``ControlRoutes`` show and do; `nil` in a suite without a worker's store.
    ///   - overview: what `/` shows.
    init(
        metrics: Metrics, readiness: Readiness, worker: AIWorker?, control: WorkerControl?,
        overview: @escaping @Sendable () -> JSONValue
    ) {
        var router = HTTPRouter()
        router.on("GET", "/healthz") { _ in
            let obstacles = readiness.obstacles
            return obstacles.isEmpty ? .text("ok\n") : .text(obstacles.map { "waiting: \($0)\n" }.joined(), status: 503)
        }
        router.on("GET", "/metrics") { _ in .metrics(metrics) }
        router.on("GET", "/workers") { _ in
            let snapshots = worker.map { [JSONValue($0.snapshot)] } ?? []
            return .json(JSONValue.object(["workers": .array(snapshots)]).serialized(.pretty) + "\n")
        }
        router.on("GET", "/") { _ in .json(overview().serialized(.pretty) + "\n") }
        ControlRoutes(control: control).add(to: &router)
        self.router = router
    }

    func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        await router.route(request)
    }
}
