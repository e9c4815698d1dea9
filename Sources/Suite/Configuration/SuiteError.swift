/// Why a suite could not be started.
public enum SuiteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another socket listens on the port.
    case portTaken(Component, host: String, port: Int)
    /// The address cannot be bound.
    case cannotListen(Component, host: String, port: Int, reason: String)
    /// Another suite works on the data directory; its process id, when it is known.
    case dataDirectoryBusy(path: String, pid: Int?)
    /// The data directory cannot be made, read or written.
    case dataDirectoryUnusable(path: String, reason: String)
    /// The directory for copies of pictures cannot be made or written.
    case imageDirectoryUnusable(path: String, reason: String)
    /// The state file cannot be written, or belongs to a suite that runs.
    case stateFileUnusable(path: String, reason: String)
    /// A database cannot be opened.
    case store(path: String, reason: String)
    /// The database server refuses, or its address is none.
    case database(reason: String)
    /// The settings for Kafka cannot be used.
    case kafka(reason: String)
    /// The object storage does not work.
    case objectStorage(reason: String)
    /// Something elsewhere that the suite rests on does not answer now.
    case unreachable(what: String, reason: String)
    /// The address of a service elsewhere is none.
    case badTarget(Component, reason: String)
    /// Services that run apart call each other by version 2 of the wire contract only.
    case wireVersionApart
    /// The chosen components cannot work together.
    case missingComponent(Component, neededBy: Component)
    /// The system refused threads, descriptors or memory.
    case system(String)

    /// What was wrong.
    public var description: String {
        switch self {
        case .portTaken(let component, let host, let port): "port \(port) of \(component.title) is taken on \(host)"
        case .cannotListen(let component, let host, let port, let reason): "\(component.title) cannot listen on \(host):\(port): \(reason)"
        case .dataDirectoryBusy(let path, let pid):
            "data directory \(path) is in use by another suite" + (pid.map { ", process \($0)" } ?? "")
        case .dataDirectoryUnusable(let path, let reason): "data directory \(path) cannot be used: \(reason)"
        case .imageDirectoryUnusable(let path, let reason): "directory \(path) for pictures cannot be used: \(reason)"
        case .stateFileUnusable(let path, let reason): "state file \(path) cannot be used: \(reason)"
        case .store(let path, let reason): "database \(path) cannot be opened: \(reason)"
        case .database(let reason): "MongoDB cannot be used: \(reason)"
        case .kafka(let reason): "Kafka cannot be used: \(reason)"
        case .objectStorage(let reason): "object storage does not work: \(reason)"
        case .unreachable(let what, let reason): "\(what) cannot be reached: \(reason)"
        case .badTarget(let component, let reason): "\(component.title) has no usable address: \(reason)"
        case .wireVersionApart: "services that run apart cannot speak version 1 of the wire contract"
        case .missingComponent(let missing, let needing): "\(needing.rawValue) needs \(missing.rawValue)"
        case .system(let reason): "the system refused a resource: \(reason)"
        }
    }

    /// How to mend it.
    public var hint: String {
        switch self {
        case .portTaken: "move all ports with --port-base N, or take free ones with --ephemeral"
        case .cannotListen: "give an address of this machine with --host, and ports above 1023 with --port-base"
        case .dataDirectoryBusy: "end that suite, or give another directory with --data DIR"
        case .dataDirectoryUnusable: "give a writable directory with --data DIR, or keep nothing with --in-memory"
        case .store:
            "give a writable directory with --data DIR, or keep nothing with --in-memory; workers share the directory of a suite that was "
                + "started with --except worker"
        case .imageDirectoryUnusable: "give a writable directory with --save-images DIR"
        case .stateFileUnusable: "give another file with --state-file FILE"
        case .database: "check --mongodb-uri (MONGODB_URI) and --mongodb-database, or keep documents here with --store sqlite"
        case .kafka: "check --kafka (KAFKA_BROKERS) and --kafka-option, or do without it with --queue local"
        case .objectStorage: "check --s3, MINIO_ACCESS_KEY, MINIO_SECRET_KEY and MINIO_BUCKET"
        case .unreachable: "start it, or correct its address; the suite tries again until it answers"
        case .badTarget(let component, _): "give --\(component.rawValue)-address HOST:PORT"
        case .wireVersionApart: "leave --protocol v1 away, or run all services in one process"
        case .missingComponent(let missing, let needing) where Component.services.contains(missing):
            "add \(missing.rawValue) to --only, name one that runs elsewhere with --\(missing.rawValue)-address or --consul, "
                + "or leave \(needing.rawValue) out with --except"
        case .missingComponent(let missing, let needing):
            "add \(missing.rawValue) to --only, or leave \(needing.rawValue) out with --except"
        case .system: "raise the limits of the process, see ulimit -a"
        }
    }
}
