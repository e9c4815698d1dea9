/// Settings of some methods: what holds for their calls as far as these say nothing themselves (gRPC "Service Config", `methodConfig`).
public struct MethodConfig: Sendable, Hashable {
    /// Which methods are meant.
    public struct Name: Sendable, Hashable, CustomStringConvertible {
        /// The service's full name; empty means every method of every service.
        public let service: String
        /// The method's name; empty means every method of the service.
        public let method: String

        private init(service: String, method: String) {
            self.service = service
            self.method = method
        }

        /// Every method of every service.
        public static let all = Name(service: "", method: "")

        /// Every method of a service.
        /// - Parameter service: the service's full name, such as `media.MediaService`.
        public static func service(_ service: String) -> Name { Name(service: service, method: "") }

        /// One method.
        /// - Parameters:
        ///   - method: the method's name, such as `GetMedia`.
        ///   - service: the service's full name.
        public static func method(_ method: String, of service: String) -> Name { Name(service: service, method: method) }

        /// `service/method`; an asterisk stands for "every".
        public var description: String { "\(service.isEmpty ? "*" : service)/\(method.isEmpty ? "*" : method)" }
    }

    /// What a channel may do beside sending a call once (gRFC A6).
    public enum Repetition: Sendable, Hashable {
        /// Repeat a failed call.
        case retry(RetryPolicy)
        /// Send the call several times without waiting for a failure.
        case hedge(HedgingPolicy)
    }

    /// The methods; none makes the settings meaningless, which is allowed.
    public let names: [Name]
    /// Whether calls wait for a connection instead of failing with UNAVAILABLE; a call's own choice wins.
    public let waitForReady: Bool?
    /// How long calls may take; the shorter one of this and a call's own timeout counts.
    public let timeout: Duration?
    /// The largest request message in bytes, 0 allowed; the smaller one of this and a call's own limit counts.
    public let maximumRequestSize: Int?
    /// The largest response message in bytes, 0 allowed; the smaller one of this and a call's own limit counts.
    public let maximumResponseSize: Int?
    /// Whether calls are retried or hedged; `nil` means that they are sent once.
    public let repetition: Repetition?

    /// - Parameters:
    ///   - names: the methods.
    ///   - waitForReady: whether calls wait for a connection.
    ///   - timeout: how long calls may take; not negative.
    ///   - maximumRequestSize: the largest request message in bytes; not negative.
    ///   - maximumResponseSize: the largest response message in bytes; not negative.
    ///   - repetition: whether calls are retried or hedged.
    /// - Throws: `ServiceConfigError` when a number is negative.
    public init(
        names: [Name], waitForReady: Bool? = nil, timeout: Duration? = nil, maximumRequestSize: Int? = nil,
        maximumResponseSize: Int? = nil, repetition: Repetition? = nil
    ) throws(ServiceConfigError) {
        if let timeout, timeout < .zero { throw ServiceConfigError("timeout", "must not be negative, got \(timeout)") }
        if let size = maximumRequestSize, size < 0 {
            throw ServiceConfigError("maxRequestMessageBytes", "must not be negative, got \(size)")
        }
        if let size = maximumResponseSize, size < 0 {
            throw ServiceConfigError("maxResponseMessageBytes", "must not be negative, got \(size)")
        }
        self.names = names
        self.waitForReady = waitForReady
        self.timeout = timeout
        self.maximumRequestSize = maximumRequestSize
        self.maximumResponseSize = maximumResponseSize
        self.repetition = repetition
    }

    /// The retry policy, when the methods are retried.
    public var retryPolicy: RetryPolicy? {
        if case .retry(let policy) = repetition { policy } else { nil }
    }

    /// The hedging policy, when the methods are hedged.
    public var hedgingPolicy: HedgingPolicy? {
        if case .hedge(let policy) = repetition { policy } else { nil }
    }
}
