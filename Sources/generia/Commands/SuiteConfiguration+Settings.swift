import AuthService
import Kafka
import ObjectStorage
import ServiceSupport
import Suite

extension SuiteConfiguration {
    /// What the process is to be.
    enum Role {
        /// A suite of the parts that the flags choose.
        case suite
        /// A worker on services elsewhere: those that the flags name, else those of the suite that runs beside it.
        case worker(beside: StateFile?)
    }

    /// The configuration that the flags ask for.
    /// - Throws: `CommandError` for flags that contradict each other, and for values that only make sense together.
    init(_ settings: Settings, as role: Role = .suite) throws(CommandError) {
        // Below 2^53, so that every reader of the state file keeps all digits.
        self.init(seed: settings[SuiteFlags.seed] ?? role.neighbour?.seed ?? UInt64.random(in: 0..<(1 << 53)))
        host = settings[SuiteFlags.host]
        ports = try Self.ports(settings, role)
        storage = settings[SuiteFlags.inMemory] ? .memory : .directory(settings[SuiteFlags.data])
        publicURLs = settings[SuiteFlags.publicURL]
        components = try Self.components(settings, role)
        behaviour = try Self.behaviour(settings)
        wireVersion = settings[BehaviourFlags.wireVersion]
        checksWorlds = !settings[BehaviourFlags.noWorldChecks]
        auth.secret = settings[BehaviourFlags.jwtSecret]
        auth.lifetime = settings[BehaviourFlags.jwtExpiration]
        try takePeers(settings)
        documents = Self.documents(settings)
        queue = try Self.queue(settings, role)
        objects = try Self.objects(settings)
        credentials = S3Credentials(accessKey: settings[ComponentFlags.accessKey], secretKey: settings[ComponentFlags.secretKey])
        bucket = settings[ComponentFlags.bucket]
        region = settings[ComponentFlags.region]
        usesVirtualHosts = settings[ComponentFlags.virtualHost]
        languageModel = try Self.provider(
            ComponentFlags.languageModel, key: ComponentFlags.languageModelKey, named: "openrouter", at: "https://openrouter.ai/api/v1",
            settings)
        images = try Self.provider(
            ComponentFlags.images, key: ComponentFlags.imagesKey, named: "runware", at: "https://api.runware.ai/v1", settings)
        builtinLatency = .milliseconds(settings[ComponentFlags.builtinLatency])
        languageModelName = settings[ComponentFlags.languageModelName]
        imageModelName = settings[ComponentFlags.imageModelName]
        enhancesPrompts = settings[ComponentFlags.enhancePrompts]
        imageDirectory = settings[ComponentFlags.imageDirectory]
        workerLimits = Self.workerLimits(settings)
        if case .worker(let neighbour) = role {
            if let neighbour, documents == .embedded { storage = .directory(try Self.directory(sharedWith: neighbour, settings)) }
            surround(with: neighbour)
        }
        do throws(SuiteError) {
            try checkComponents()
        } catch {
            throw CommandError(error)
        }
    }

    private static func workerLimits(_ settings: Settings) -> WorkerLimits {
        var limits = WorkerLimits()
        limits.tasks = settings[ComponentFlags.tasks]
        limits.llmRequests = settings[ComponentFlags.llmRequests]
        limits.imageRequests = settings[ComponentFlags.imageRequests]
        limits.serviceCalls = settings[ComponentFlags.serviceCalls]
        limits.lease = .seconds(settings[ComponentFlags.taskLease])
        limits.callReserve = settings[ComponentFlags.callReserve]
        limits.outage = .seconds(settings[ComponentFlags.outageLimit])
        limits.llmTimeout = .seconds(settings[ComponentFlags.llmTimeout])
        limits.imageTimeout = .seconds(settings[ComponentFlags.imageTimeout])
        limits.callAttempts = settings[ComponentFlags.callAttempts]
        limits.breakerFailures = settings[ComponentFlags.breakerFailures]
        limits.breakerRecovery = .seconds(settings[ComponentFlags.breakerRecovery])
        return limits
    }

    private static func ports(_ settings: Settings, _ role: Role) throws(CommandError) -> PortPlan {
        guard let base = settings[SuiteFlags.portBase] else {
            // The platform's ports are those of the suite that the worker works for.
            return settings[SuiteFlags.ephemeral] || role.isWorker ? .ephemeral : .platform
        }
        guard settings[SuiteFlags.ephemeral] else { return .from(base) }
        // The one that was typed wins over one that comes from a variable.
        switch (settings.source(of: SuiteFlags.portBase), settings.source(of: SuiteFlags.ephemeral)) {
        case (.commandLine, .commandLine):
            throw CommandError(.conflict("--port-base and --ephemeral contradict each other", hint: "give one of them"))
        case (.commandLine, _): return .from(base)
        default: return .ephemeral
        }
    }

    private static func components(_ settings: Settings, _ role: Role) throws(CommandError) -> Set<Component> {
        if role.isWorker { return [.worker, .web] }
        let (only, except) = (settings[SuiteFlags.only], settings[SuiteFlags.except])
        guard only.isEmpty || except.isEmpty else {
            throw CommandError(.conflict("--only and --except contradict each other", hint: "give one of them"))
        }
        return only.isEmpty ? Set(Component.allCases).subtracting(except) : Set(only)
    }

    private static func behaviour(_ settings: Settings) throws(CommandError) -> Behaviour {
        switch (settings[BehaviourFlags.strict], settings[BehaviourFlags.extensions]) {
        case (false, false): return .standard
        case (true, false): return .strict
        case (false, true): return .extended
        case (true, true):
            throw CommandError(.conflict("--strict and --extensions contradict each other", hint: "give one of them"))
        }
    }

    /// Takes from the suite beside this worker what the flags do not name. Without built-in providers there, they run here.
    private mutating func surround(with neighbour: StateFile?) {
        for service in Component.generationServices where !places(service) {
            peers[service] = service.endpointName.flatMap { neighbour?[endpoint: $0] }
        }
        guard languageModel == .builtin || images == .builtin else { return }
        if let address = neighbour?[endpoint: "providers"] {
            let provider = Provider.external(url: "http://\(address)", key: "builtin")
            if languageModel == .builtin { languageModel = provider }
            if images == .builtin { images = provider }
        } else {
            components.insert(.providers)
        }
    }

    /// The data directory of the suite beside this worker: in another one nobody would ever give the worker anything to do.
    private static func directory(sharedWith neighbour: StateFile, _ settings: Settings) throws(CommandError) -> String {
        guard let shared = neighbour.dataDirectory else {
            throw CommandError(
                .conflict(
                    "the suite beside this worker has no database in a directory",
                    hint: "name its MongoDB with --mongodb-uri; a suite in memory shares its data with nobody"))
        }
        let given = settings[SuiteFlags.data]
        guard settings.source(of: SuiteFlags.data) == .fallback || DataDirectory.absolute(given) == shared else {
            throw CommandError(
                .conflict(
                    "--data names \(given), but the suite beside this worker has its data in \(shared)",
                    hint: "leave --data away, or name that suite with --state-file FILE"))
        }
        return shared
    }

    /// Takes the services that run elsewhere, and the Consul that knows them. A Consul elsewhere leaves no use for the embedded endpoint.
    private mutating func takePeers(_ settings: Settings) throws(CommandError) {
        for service in Component.services {
            guard let target = settings[PeerFlags.address(of: service)] else { continue }
            guard !components.contains(service) else {
                throw CommandError(
                    .conflict(
                        "--\(service.rawValue)-address names a \(service.title) elsewhere, but one runs here, too",
                        hint: "leave it out with --except \(service.rawValue)"))
            }
            peers[service] = target
        }
        advertisedHost = settings[PeerFlags.advertise]
        guard settings[PeerFlags.consul] != PeerFlags.embedded else { return }
        let isEmbeddedAskedFor = settings[SuiteFlags.only].contains(.consul) && settings.source(of: SuiteFlags.only) == .commandLine
        if isEmbeddedAskedFor {
            // What was typed wins over what comes from a variable.
            guard settings.source(of: PeerFlags.consul) == .commandLine else { return }
            throw CommandError(
                .conflict("--consul names a Consul elsewhere, but --only starts one here", hint: "take consul out of --only"))
        }
        consul = settings[PeerFlags.consul]
        components.remove(.consul)
    }

    /// A MongoDB that was named is meant to be used, unless `--store` says otherwise.
    private static func documents(_ settings: Settings) -> Documents {
        let isNamed = settings.source(of: ComponentFlags.mongodbURI) != .fallback
        switch settings[ComponentFlags.store] ?? (isNamed ? .mongodb : .sqlite) {
        case .sqlite: return .embedded
        case .mongodb:
            return .mongodb(uri: settings[ComponentFlags.mongodbURI], workerDatabase: settings[ComponentFlags.mongodbDatabase])
        }
    }

    /// Brokers that were named, or that the suite beside a worker uses, are meant to be used, unless `--queue` says otherwise.
    private static func queue(_ settings: Settings, _ role: Role) throws(CommandError) -> QueueConfiguration {
        let brokers = try KafkaFlags.configuration(settings, neighbour: role.neighbour?[endpoint: "kafka"])
        switch settings[KafkaFlags.queue] ?? (brokers == nil ? .local : .kafka) {
        case .local: return .local
        case .kafka:
            guard brokers != nil || !role.isWorker else {
                throw CommandError(
                    .usage, "no Kafka is named", hint: "give the brokers of the suite and the other workers, --kafka HOST:PORT")
            }
            guard brokers != nil || settings[KafkaFlags.options].isEmpty else {
                throw CommandError(
                    .conflict("--kafka-option is for brokers elsewhere: those in the process take none", hint: "name some with --kafka"))
            }
            return .kafka(KafkaQueue(brokers: brokers, topics: try KafkaFlags.topics(settings), group: settings[KafkaFlags.group]))
        }
    }

    private static func objects(_ settings: Settings) throws(CommandError) -> Objects {
        let text = settings[ComponentFlags.s3]
        if text == "embedded" {
            guard !settings[ComponentFlags.virtualHost] else {
                throw CommandError(
                    .conflict(
                        "--s3-virtual-host is for an object storage elsewhere: the embedded one has its bucket in the path",
                        hint: "name one with --s3"))
            }
            return .embedded
        }
        let origin = text.contains("://") ? text : "\(settings[ComponentFlags.s3TLS] ? "https" : "http")://\(text)"
        guard let endpoint = S3Endpoint(url: origin, bucket: settings[ComponentFlags.bucket]) else {
            let accepted = "embedded, HOST:PORT, or an origin such as https://minio.example.org"
            throw CommandError(.invalidValue(origin: "--s3", InvalidValue(text: text, accepted: accepted)))
        }
        return .external(endpoint.origin)
    }

    /// A provider whose key was given is meant to be used, unless the flag says otherwise.
    private static func provider(
        _ flag: Flag<String?>, key: Flag<String>, named name: String, at url: String, _ settings: Settings
    ) throws(CommandError) -> Provider {
        let text = settings[flag] ?? (settings[key].isEmpty ? "builtin" : name)
        switch text {
        case "builtin": return .builtin
        case name:
            guard !settings[key].isEmpty else {
                throw CommandError(
                    .conflict("--\(flag.declaration.name) \(name) needs a key", hint: "set \(key.declaration.variables.last ?? "")"))
            }
            return .external(url: url, key: settings[key])
        case _ where isURL(text): return .external(url: text, key: settings[key])
        default:
            let accepted = "builtin, \(name), or a URL such as http://localhost:4010, without user, query and fragment"
            throw CommandError(.invalidValue(origin: "--\(flag.declaration.name)", InvalidValue(text: text, accepted: accepted)))
        }
    }

    /// Whether a provider can be at `text`. A password in it would stand in log lines.
    private static func isURL(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
        let rest = text.dropFirst(scheme.count)
        guard !rest.isEmpty, !rest.hasPrefix("/"), !rest.contains(where: { "@?# ".contains($0) }) else { return false }
        let port = rest.prefix { $0 != "/" }.split(separator: ":", omittingEmptySubsequences: false).dropFirst().last
        // The last part of an IPv6 address in brackets is no port.
        guard let port, !port.hasSuffix("]") else { return true }
        return (1...65_535).contains(Int(port) ?? 0)
    }
}

extension SuiteConfiguration.Role {
    fileprivate var isWorker: Bool {
        if case .worker = self { true } else { false }
    }

    fileprivate var neighbour: StateFile? {
        if case .worker(let neighbour) = self { neighbour } else { nil }
    }
}

extension CommandError {
    /// What a suite that cannot start says.
    init(_ error: SuiteError) {
        let code: ExitCode =
            switch error {
            case .missingComponent, .badTarget, .wireVersionApart: .usage
            default: .environment
            }
        self.init(code, error.description, hint: error.hint)
    }
}
