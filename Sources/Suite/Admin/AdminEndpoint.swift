import HTTPServing
import JSONModel
import Telemetry

/// The administration endpoint: whether the suite is well, its metrics, and what it consists of.
struct AdminEndpoint: Sendable {
    private let router: HTTPRouter

    /// - Parameters:
    ///   - metrics: what `/metrics` shows.
    ///   - readiness: what `/healthz` tells.
    ///   - overview: what `/` shows.
    init(metrics: Metrics, readiness: Readiness, overview: @escaping @Sendable () -> JSONValue) {
        var router = HTTPRouter()
        router.on("GET", "/healthz") { _ in
            let obstacles = readiness.obstacles
            return obstacles.isEmpty ? .text("ok\n") : .text(obstacles.map { "waiting: \($0)\n" }.joined(), status: 503)
        }
        router.on("GET", "/metrics") { _ in .metrics(metrics) }
        router.on("GET", "/") { _ in .json(overview().serialized(.pretty) + "\n") }
        self.router = router
    }

    func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        await router.route(request)
    }
}
