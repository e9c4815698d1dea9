import Environments
import Glibc
import JSONModel

/// What a running suite says about itself to other processes: a JSON file that exists exactly while the suite is ready.
public struct StateFile: Sendable, Hashable {
    /// The format of the file.
    public static let version = 1
    private static let sizeLimit = 64 * 1024

    /// The process of the suite.
    public var pid: Int
    /// When the suite began, in UTC with milliseconds.
    public var startedAt: String
    /// The seed in force.
    public var seed: UInt64
    /// The absolute path of the directory with the databases; `nil` when they are in memory or in a MongoDB.
    public var dataDirectory: String?
    /// `host:port` of each listener by its name, in the order of the banner.
    public var endpoints: [(name: String, address: String)]

    /// A state of its parts.
    public init(
        pid: Int, startedAt: String, seed: UInt64, dataDirectory: String? = nil, endpoints: [(name: String, address: String)]
    ) {
        self.pid = pid
        self.startedAt = startedAt
        self.seed = seed
        self.dataDirectory = dataDirectory
        self.endpoints = endpoints
    }

    /// The address of a listener.
    public subscript(endpoint name: String) -> String? {
        endpoints.first { $0.name == name }?.address
    }

    /// Whether the process of the file is alive.
    public var isAlive: Bool { pid > 0 && (kill(pid_t(truncatingIfNeeded: pid), 0) == 0 || errno == EPERM) }

    /// The content of the file.
    public var json: JSONValue {
        [
            "version": .int(Self.version), "pid": .int(pid), "started_at": .string(startedAt),
            "seed": JSONNumber(text: String(seed)).map { .number($0) } ?? .null, "data": dataDirectory.map { .string($0) } ?? .null,
            "endpoints": .object(JSONObject(endpoints.map { ($0.name, .string($0.address)) })),
        ]
    }

    /// Reads the content of a file; `nil` when it is none of this version.
    public init?(json: JSONValue) {
        guard json["version"]?.intValue == Self.version, let pid = json["pid"]?.intValue, let startedAt = json["started_at"]?.stringValue,
            case .number(let seedNumber)? = json["seed"], let seed = UInt64(seedNumber.text), let endpoints = json["endpoints"]?.objectValue
        else { return nil }
        self.init(
            pid: pid, startedAt: startedAt, seed: seed, dataDirectory: json["data"]?.stringValue,
            endpoints: endpoints.compactMap { name, value in value.stringValue.map { (name, $0) } })
    }

    /// Reads a file.
    /// - Throws: `TextFile.Failure`, also when it is no state file.
    public static func read(_ path: String) throws(TextFile.Failure) -> StateFile {
        let text = try TextFile.read(path, limit: sizeLimit)
        guard let json = try? JSONValue(parsing: text), let state = StateFile(json: json) else {
            throw TextFile.Failure.unsuitable("the file is no state file of version \(version)")
        }
        return state
    }

    /// Checks that `path` may be written: there is no file, or it was left behind by a suite that is gone.
    /// - Throws: ``SuiteError/stateFileUnusable(path:reason:)``.
    public static func claim(_ path: String) throws(SuiteError) {
        do throws(TextFile.Failure) {
            let state = try read(path)
            // A process may find its own number in a file from before: containers start counting anew.
            if state.isAlive, state.pid != Int(getpid()) {
                throw TextFile.Failure.unsuitable("it belongs to a suite that is running, process \(state.pid)")
            }
        } catch {
            if error != .missing { throw .stateFileUnusable(path: path, reason: error.description) }
        }
    }

    /// Writes the file in one step.
    /// - Throws: ``SuiteError/stateFileUnusable(path:reason:)``.
    public func write(to path: String) throws(SuiteError) {
        do throws(TextFile.Failure) {
            try TextFile.writeAtomically(json.serialized(.pretty) + "\n", to: path)
        } catch {
            throw .stateFileUnusable(path: path, reason: error.description)
        }
    }

    /// Removes the file unless another suite has written it meanwhile.
    public func remove(from path: String) {
        if (try? Self.read(path))?.pid == pid { unlink(path) }
    }
}

extension StateFile {
    /// Equal when everything in the files is.
    public static func == (left: StateFile, right: StateFile) -> Bool { left.json == right.json }

    /// Feeds the content to `hasher`.
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
