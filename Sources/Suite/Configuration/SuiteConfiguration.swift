import AIWorker
import AuthService
import ObjectStorage
import ServiceSupport

/// Everything that decides how a suite is put together. A value: two suites of equal configurations behave alike.
public struct SuiteConfiguration: Sendable {
    /// Where data live.
    public enum Storage: Sendable, Hashable {
        /// In a directory, which is made when it is missing.
        case directory(String)
        /// In memory; gone when the suite ends.
        case memory
    }

    /// Who keeps documents.
    public enum Documents: Sendable, Hashable {
        /// SQLite, in ``storage``.
        case embedded
        /// A MongoDB at this URI. The worker's collections are in the database of the given name, as the platform's tools expect.
        case mongodb(uri: String, workerDatabase: String)
    }

    /// Which of the platform's wire contracts the services speak.
    public enum WireVersion: String, Sendable, Hashable, CaseIterable {
        /// State of 2025-04-23.
        case v1
        /// The present one.
        case v2
    }

    /// Who keeps objects.
    public enum Objects: Sendable, Hashable {
        /// The embedded endpoint.
        case embedded
        /// Another S3 at this origin, such as `https://minio.example.org`.
        case external(String)
    }

    /// Who answers requests for texts or images.
    public enum Provider: Sendable, Hashable {
        /// The built-in stand-in.
        case builtin
        /// A provider at this URL, with or without a path, that takes this key; an empty one is not sent.
        case external(url: String, key: String)
    }

    /// How much the worker does at a time.
    public struct WorkerLimits: Sendable, Hashable {
        /// Tasks at a time.
        public var tasks = 100
        /// Requests for texts at a time.
        public var llmRequests = 15
        /// Requests for images at a time.
        public var imageRequests = 10
        /// Calls to services at a time, all of them together.
        public var serviceCalls = 100
        /// How many percent more calls to providers than predicted a world may make.
        public var callReserve = 25
        /// How long tasks wait for a provider or service that is down.
        public var outage = Duration.seconds(120)
        /// How long a claimed task is the worker's without a sign of life.
        public var lease = Duration.seconds(30)
        /// The time for one attempt at a text; waiting for a permit is not part of it.
        public var llmTimeout = Duration.seconds(120)
        /// The time for one attempt at an image; likewise.
        public var imageTimeout = Duration.seconds(120)
        /// Attempts at one call within an attempt at a task.
        public var callAttempts = 3
        /// Failures in a row after which a provider or service is left alone for a while.
        public var breakerFailures = 5
        /// How long it is left alone before one call probes it.
        public var breakerRecovery = Duration.seconds(10)

        /// The platform's limits.
        public init() {}
    }

    /// The address that all listeners bind.
    public var host = "127.0.0.1"
    /// The ports of the listeners.
    public var ports = PortPlan.platform
    /// Where data live.
    public var storage = Storage.directory(".generia/data")
    /// What ids, texts and pictures follow from.
    public var seed: UInt64
    /// How the services stand to the originals' defects.
    public var behaviour = Behaviour.standard
    /// Which wire contract the services speak.
    public var wireVersion = WireVersion.v2
    /// Whether the worlds of characters, media and posts must exist, as far as a WorldService can be asked.
    public var checksWorlds = true
    /// The origins under which clients reach the object storage, such as `http://localhost:9000`; links are signed for the first one, or
    /// for the one that a call's `x-forwarded-host` names. Empty for the storage's own address.
    public var publicURLs: [String] = []
    /// Which parts run.
    public var components = Set(Component.allCases)
    /// Services that run elsewhere, by their gRPC targets.
    public var peers: [Component: String] = [:]
    /// The agent of a Consul (`host:port`) that finds services elsewhere and is told of the own ones; `nil` for the embedded endpoint.
    public var consul: String?
    /// The host under which discovery names the own services; `nil` for the address they listen on.
    public var advertisedHost: String?
    /// Who keeps documents.
    public var documents = Documents.embedded
    /// Who tells workers of tasks.
    public var queue = QueueConfiguration.local
    /// How AuthService issues tokens.
    public var auth = AuthConfiguration()
    /// Who keeps objects.
    public var objects = Objects.embedded
    /// The key pair of the object storage.
    public var credentials = S3Credentials(accessKey: "minioadmin", secretKey: "minioadmin")
    /// The bucket of the platform's media.
    public var bucket = "generia-images"
    /// The bucket's region; `nil` asks the object storage.
    public var region: String?
    /// Whether requests name the bucket in the host instead of the path.
    public var usesVirtualHosts = false
    /// Who writes texts.
    public var languageModel = Provider.builtin
    /// The model that writes them, by its provider's name.
    public var languageModelName = "google/gemini-2.0-flash-001"
    /// Who draws images.
    public var images = Provider.builtin
    /// The model that draws them, by its provider's name.
    public var imageModelName = "runware:100@1"
    /// Whether the image provider improves prompts before it draws.
    public var enhancesPrompts = false
    /// Where copies of all pictures are saved, a directory for each world; `nil` for nowhere.
    public var imageDirectory: String?
    /// Gets every generated text as it comes.
    public var textListener: GeneratedText.Listener?
    /// How much longer than needed the built-in providers take for an answer.
    public var builtinLatency = Duration.zero
    /// How much the worker does at a time.
    public var workerLimits = WorkerLimits()

    /// A configuration with the platform's ports and embedded components.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Whether a component runs.
    public func runs(_ component: Component) -> Bool { components.contains(component) }

    /// Whether the worker runs without any service or storage: it may share a data directory with the suite that has those.
    public var isWorkerAlone: Bool { runs(.worker) && components.isDisjoint(with: Component.services + [.s3]) }

    /// Where the databases are; `nil` when they are in memory or in a MongoDB.
    public var databaseDirectory: String? {
        if case .directory(let path) = storage, documents == .embedded { path } else { nil }
    }

    /// Whether it is said where a service is: here, at an address, or in a Consul elsewhere.
    public func places(_ service: Component) -> Bool { runs(service) || peers[service] != nil || consul != nil }

    /// Whether a service may be called, now or later: the embedded discovery may come to know it.
    public func mayReach(_ service: Component) -> Bool { places(service) || runs(.consul) }

    /// Whether users must be registered: where an AuthService was named, and where the originals' own is to be reproduced.
    public var checksUsers: Bool { peers[.auth] != nil || behaviour.isStrict }

    /// What the chosen components lack to work together.
    /// - Throws: ``SuiteError/missingComponent(_:neededBy:)``.
    public func checkComponents() throws(SuiteError) {
        if runs(.worker) {
            for service in Component.generationServices where !places(service) {
                throw .missingComponent(service, neededBy: .worker)
            }
            if languageModel == .builtin || images == .builtin, !runs(.providers) {
                throw .missingComponent(.providers, neededBy: .worker)
            }
        }
        if wireVersion == .v1, consul != nil || !peers.isEmpty { throw .wireVersionApart }
        if runs(.media), objects == .embedded, !runs(.s3) { throw .missingComponent(.s3, neededBy: .media) }
    }
}
