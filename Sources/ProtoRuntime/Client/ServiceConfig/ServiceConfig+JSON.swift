import JSONModel

extension ServiceConfig {
    /// Reads a service config in JSON. Unknown fields are ignored, one invalid field refuses the whole config (gRFC A21).
    /// - Parameter text: the JSON text.
    /// - Throws: `ServiceConfigError` that names the field.
    public init(json text: String) throws(ServiceConfigError) {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw ServiceConfigError("", "not valid JSON: \(error)")
        }
        let reader = try ServiceConfigReader(value, path: "")
        var methods: [MethodConfig] = []
        for element in try reader.objects("methodConfig") { methods.append(try MethodConfig(element)) }
        let throttling: RetryThrottling? =
            if let throttling = try reader.object("retryThrottling") { try RetryThrottling(throttling) } else { nil }
        try self.init(methods: methods, loadBalancing: try LoadBalancingPolicy(reader), retryThrottling: throttling)
    }
}

extension LoadBalancingPolicy {
    /// Reads `loadBalancingConfig`, of which the first policy that is known counts, or the older `loadBalancingPolicy`.
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let configs = try reader.objects("loadBalancingConfig")
        for config in configs {
            switch try config.onlyKey() {
            case "pick_first":
                self = .pickFirst(shuffled: try config.object("pick_first")?.bool("shuffleAddressList") ?? false)
                return
            case "round_robin":
                self = .roundRobin
                return
            default:
                continue
            }
        }
        guard configs.isEmpty else {
            throw ServiceConfigError("loadBalancingConfig", "names no policy that is known here: pick_first, round_robin")
        }
        switch try reader.text("loadBalancingPolicy")?.lowercased() {
        case nil, "", "pick_first": self = .pickFirst()
        case "round_robin": self = .roundRobin
        case let name?: throw ServiceConfigError("loadBalancingPolicy", "must be pick_first or round_robin, got \"\(name)\"")
        }
    }
}

extension MethodConfig {
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        var names: [Name] = []
        for name in try reader.objects("name") { names.append(try Name(name)) }
        let waitForReady = try reader.bool("waitForReady")
        let timeout = try reader.duration("timeout")
        let maximumRequestSize = try reader.whole("maxRequestMessageBytes")
        let maximumResponseSize = try reader.whole("maxResponseMessageBytes")
        let repetition = try Repetition(reader)
        self = try reader.building { () throws(ServiceConfigError) in
            try MethodConfig(
                names: names, waitForReady: waitForReady, timeout: timeout, maximumRequestSize: maximumRequestSize,
                maximumResponseSize: maximumResponseSize, repetition: repetition)
        }
    }
}

extension MethodConfig.Name {
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let service = try reader.text("service") ?? ""
        let method = try reader.text("method") ?? ""
        guard !service.isEmpty || method.isEmpty else {
            throw reader.refusal("service", "is missing, the method \"\(method)\" needs it")
        }
        self = method.isEmpty ? .service(service) : .method(method, of: service)
    }
}

extension MethodConfig.Repetition {
    fileprivate init?(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let retry = try reader.object("retryPolicy")
        let hedging = try reader.object("hedgingPolicy")
        switch (retry, hedging) {
        case (nil, nil): return nil
        case (let retry?, nil): self = .retry(try RetryPolicy(retry))
        case (nil, let hedging?): self = .hedge(try HedgingPolicy(hedging))
        case (_?, _?): throw reader.refusal("hedgingPolicy", "must not stand beside a retryPolicy")
        }
    }
}

extension RetryPolicy {
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let maximumAttempts = try reader.required("maxAttempts", try reader.whole("maxAttempts"))
        let initialBackoff = try reader.required("initialBackoff", try reader.duration("initialBackoff"))
        let maximumBackoff = try reader.required("maxBackoff", try reader.duration("maxBackoff"))
        let backoffMultiplier = try reader.required("backoffMultiplier", try reader.number("backoffMultiplier"))
        let codes = try reader.statusCodes("retryableStatusCodes")
        self = try reader.building { () throws(ServiceConfigError) in
            try RetryPolicy(
                maximumAttempts: maximumAttempts, initialBackoff: initialBackoff, maximumBackoff: maximumBackoff,
                backoffMultiplier: backoffMultiplier, retryableStatusCodes: codes)
        }
    }
}

extension HedgingPolicy {
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let maximumAttempts = try reader.required("maxAttempts", try reader.whole("maxAttempts"))
        let delay = try reader.duration("hedgingDelay") ?? .zero
        let codes = try reader.statusCodes("nonFatalStatusCodes")
        self = try reader.building { () throws(ServiceConfigError) in
            try HedgingPolicy(maximumAttempts: maximumAttempts, delay: delay, nonFatalStatusCodes: codes)
        }
    }
}

extension RetryThrottling {
    fileprivate init(_ reader: ServiceConfigReader) throws(ServiceConfigError) {
        let maximumTokens = try reader.required("maxTokens", try reader.whole("maxTokens"))
        let tokenRatio = try reader.required("tokenRatio", try reader.number("tokenRatio"))
        self = try reader.building { () throws(ServiceConfigError) in
            try RetryThrottling(maximumTokens: maximumTokens, tokenRatio: tokenRatio)
        }
    }
}
