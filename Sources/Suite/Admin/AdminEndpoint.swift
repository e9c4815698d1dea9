import HTTPServing
import JSONModel
import Telemetry

/// The administration endpoint: whether the suite is well, its metrics, and what it consists of.
struct AdminEndpoint: Sendable {
    private let router: HTTPRouter

    /// - Parameters:
    ///   - metrics: what `/metrics` shows.
    ///   - overview: what `/` shows.
    init(metrics: Metrics, overview: @escaping @Sendable () -> JSONValue) {
        var router = HTTPRouter()
        router.on("GET", "/healthz") { _ in .text("ok\n") }
        router.on("GET", "/metrics") { _ in
            .bytes(Array(metrics.prometheusText().utf8), contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.on("GET", "/") { _ in .json(overview().serialized(.pretty) + "\n") }
        self.router = router
    }

    func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        await router.route(request)
    }
}
