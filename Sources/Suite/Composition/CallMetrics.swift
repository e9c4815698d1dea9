import ProtoRuntime
import Telemetry

/// Counts the calls of all services under the names that the platform's own metrics have (platform contract, section 5.4), and times them.
struct CallMetrics: ServerObserver {
    private struct Meters: Sendable {
        let started: Counter
        let received: Counter
        let sent: Counter
        /// By status code.
        let handled: [Counter]
        let durations: Histogram
    }

    private static let codes = 0...16
    private let meters: [MethodDescriptor: Meters]
    private let logger: Logger

    /// Prepares the meters of the methods of `services`, so that a call costs one look-up.
    init(_ services: [ServiceDefinition], metrics: Metrics, logger: Logger) {
        var meters: [MethodDescriptor: Meters] = [:]
        for method in services.flatMap(\.methods).map(\.method) {
            let type = Self.type(method.kind)
            func counter(_ name: String, _ help: String) -> Counter {
                metrics.counter(
                    name, help: help, labels: ["grpc_type": type, "grpc_service": method.service, "grpc_method": method.name])
            }
            let handled = Self.codes.map { code in
                metrics.counter(
                    "grpc_server_handled_total", help: "Calls that have ended, by status.",
                    labels: [
                        "grpc_type": type, "grpc_service": method.service, "grpc_method": method.name,
                        "grpc_code": StatusCode(rawValue: code).description,
                    ])
            }
            let durations = metrics.histogram(
                "grpc_server_handling_seconds", help: "The time from the complete request to the status.",
                labels: ["grpc_type": type, "grpc_service": method.service, "grpc_method": method.name])
            meters[method] = Meters(
                started: counter("grpc_server_started_total", "Calls that have begun."),
                received: counter("grpc_server_msg_received_total", "Requests of unary calls that have begun."),
                sent: counter("grpc_server_msg_sent_total", "Responses of unary calls that have succeeded."), handled: handled,
                durations: durations)
        }
        self.meters = meters
        self.logger = logger
    }

    private static func type(_ kind: MethodKind) -> String {
        switch kind {
        case .unary: "unary"
        case .clientStreaming: "client_stream"
        case .serverStreaming: "server_stream"
        case .bidirectionalStreaming: "bidi_stream"
        }
    }

    func callDidStart(_ method: MethodDescriptor) {
        guard let meters = meters[method] else { return }
        meters.started.increment()
        if method.kind == .unary { meters.received.increment() }
    }

    func callDidEnd(_ method: MethodDescriptor, code: StatusCode, duration: Duration) {
        guard let meters = meters[method], Self.codes.contains(code.rawValue) else { return }
        meters.handled[code.rawValue].increment()
        meters.durations.observe(duration)
        if code == .ok, method.kind == .unary { meters.sent.increment() }
    }

    func handlerDidFail(_ method: MethodDescriptor, error: any Error) {
        logger.error("a handler failed unexpectedly", ["method": method.path, "error": "\(error)"])
    }
}
