import AIWorker
import ObjectStorage

/// Everything that decides how a suite is put together. A value: two suites of equal configurations behave alike.
public struct SuiteConfiguration: Sendable {
    /// Where data live.
    public enum Storage: Sendable, Hashable {
        /// In a directory, which is made when it is missing.
        case directory(String)
        /// In memory; gone when the suite ends.
        case memory
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
        /// A provider at this origin that takes this key.
        case external(origin: String, key: String)
    }

    /// How much the worker does at a time.
    public struct WorkerLimits: Sendable, Hashable {
        /// Tasks at a time.
        public var tasks = 100
        /// Requests for texts at a time.
        public var llmRequests = 15
        /// Requests for images at a time.
        public var imageRequests = 10
        /// How long tasks wait for a provider or service that is down.
        public var outage = Duration.seconds(120)

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
    /// The origin for which links to objects are signed, such as `http://localhost:9000`; `nil` for the listener's own address.
    public var publicURL: String?
    /// Which parts run.
    public var components = Set(Component.allCases)
    /// Who keeps objects.
    public var objects = Objects.embedded
    /// The key pair of the object storage.
    public var credentials = S3Credentials(accessKey: "minioadmin", secretKey: "minioadmin")
    /// The bucket of the platform's media.
    public var bucket = "generia-images"
    /// Who writes texts.
    public var languageModel = Provider.builtin
    /// Who draws images.
    public var images = Provider.builtin
    /// How much the worker does at a time.
    public var workerLimits = WorkerLimits()

    /// A configuration with the platform's ports and embedded components.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Whether a component runs.
    public func runs(_ component: Component) -> Bool { components.contains(component) }

    /// What the chosen components lack to work together.
    /// - Throws: ``SuiteError/missingComponent(_:neededBy:)``.
    public func checkComponents() throws(SuiteError) {
        if runs(.worker) {
            for service in Component.services where !runs(service) { throw .missingComponent(service, neededBy: .worker) }
            if languageModel == .builtin || images == .builtin, !runs(.providers) {
                throw .missingComponent(.providers, neededBy: .worker)
            }
        }
        if runs(.media), objects == .embedded, !runs(.s3) { throw .missingComponent(.s3, neededBy: .media) }
    }
}
