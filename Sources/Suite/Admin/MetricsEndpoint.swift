import HTTPServing
import Telemetry

/// The metrics alone, as each of the platform's services has them on a port of its own.
struct MetricsEndpoint: Sendable {
    private let router: HTTPRouter

    /// - Parameter metrics: what `/metrics` shows.
    init(metrics: Metrics) {
        var router = HTTPRouter()
        router.on("GET", "/metrics") { _ in .metrics(metrics) }
        self.router = router
    }

    func handle(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        await router.route(request)
    }
}

extension HTTPServerResponse {
    /// All metrics in Prometheus' text format.
    static func metrics(_ metrics: Metrics) -> HTTPServerResponse {
        .bytes(Array(metrics.prometheusText().utf8), contentType: "text/plain; version=0.0.4; charset=utf-8")
    }
}
