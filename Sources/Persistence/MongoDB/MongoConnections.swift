import CMongoc
import EventLoops
import Synchronization

/// Connections to one MongoDB deployment, shared by the stores of several databases.
///
/// libmongoc blocks: each operation takes a thread of the blocking pool and a client of its own. The pool should serve nothing else, so that
/// a slow MongoDB holds up nobody but those who wait for it. The library follows the deployment, reconnects after failures, and tries
/// reads, and on replica sets writes, once more when a connection was lost.
public final class MongoConnections: Sendable {
    private let uri: MongoURI
    private let clients: MongoClientPool
    private let threads: BlockingPool
    private let inheritedDeadline: @Sendable () -> MonotonicTime?
    private let gate = OperationGate()
    /// What the servers said about themselves; `nil` before they did, and after a failure.
    private let known = Mutex<MongoDeployment?>(nil)

    /// Checks the connection string. Servers are looked for when they are first needed, except that `mongodb+srv` asks DNS at once.
    ///
    /// What the string leaves open: `serverSelectionTimeoutMS` 5000, `connectTimeoutMS` 5000, `socketTimeoutMS` 60000, and writes are
    /// acknowledged by a majority of a replica set. An option that libmongoc does not know is an error.
    /// - Parameters:
    ///   - uri: `mongodb://` or `mongodb+srv://` with user, TLS and other options of libmongoc. It is not shown in errors.
    ///   - pool: the threads to block; it must go on serving until ``close()`` has returned. More threads than `maxPoolSize` (100) wait.
    ///   - inheritedDeadline: the deadline of tasks without a ``StoreDeadline``, such as that of the call that they answer.
    /// - Throws: ``StoreError/invalid(_:)`` for a string that is not usable, ``StoreError/unavailable(_:)`` when DNS does not answer.
    public static func open(
        uri: String, pool: BlockingPool, inheritedDeadline: @escaping @Sendable () -> MonotonicTime? = { nil }
    ) async throws(StoreError) -> MongoConnections {
        try await pool.run { () throws(StoreError) in
            let uri = try MongoURI(uri)
            return MongoConnections(uri, try MongoClientPool(uri), threads: pool, inheritedDeadline)
        }
    }

    private init(
        _ uri: MongoURI, _ clients: MongoClientPool, threads: BlockingPool, _ inheritedDeadline: @escaping @Sendable () -> MonotonicTime?
    ) {
        self.uri = uri
        self.clients = clients
        self.threads = threads
        self.inheritedDeadline = inheritedDeadline
    }

    /// The servers of the connection string, `host:port`, without user and password.
    public var servers: String { uri.servers }

    /// A store on a database, which comes into being with its first document.
    /// - Throws: ``StoreError/invalid(_:)`` unless the name is 1–63 letters, digits, `_` and `-`.
    public func store(database: String) throws(StoreError) -> MongoStore {
        let isAccepted = database.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isAccepted, (1...63).contains(database.utf8.count) else {
            throw .invalid("'\(database)' is no name of a database: accepted are 1–63 letters, digits, '_' and '-'")
        }
        return MongoStore(self, database: database)
    }

    /// Asks the deployment whether it serves, and what it is.
    /// - Throws: ``StoreError/unavailable(_:)`` when no server can be reached, ``StoreError/invalid(_:)`` when it refuses the user.
    public func ping() async throws(StoreError) -> MongoServer {
        let admin = MongoPlace(database: "admin", collection: "$cmd")
        return try await run { [servers = uri.servers] client throws(StoreError) in
            _ = try client.read(try BSONWriter.encoding(["ping": 1], ids: .texts), in: admin)
            let build = try client.read(try BSONWriter.encoding(["buildInfo": 1], ids: .texts), in: admin)
            return MongoServer(version: build["version"]?.string ?? "?", address: servers, deployment: client.deployment)
        }
    }

    /// Finishes what was asked for and ends the connections; later calls fail with ``StoreError/unavailable(_:)``.
    public func close() async {
        await gate.close()
        await threads.run { [clients] in clients.close() }
    }

    /// Runs an operation on a thread of the pool, until the task's ``StoreDeadline``.
    ///
    /// When that passes, the caller is answered; the operation ends on its own, bounded by the socket timeout. Until then it counts as running
    /// for the gates, so that closing waits for it.
    func run<Value: Sendable>(
        _ gates: OperationGate..., operation: @escaping @Sendable (MongoClient) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let gates = gates + [gate]
        for (index, gate) in gates.enumerated() where !gate.enter() {
            for entered in gates[..<index] { entered.leave() }
            throw .unavailable("the connections to MongoDB at \(uri.servers) are closed")
        }
        let deadline = StoreDeadline.current ?? inheritedDeadline()
        let work: @Sendable () -> Result<Value, StoreError> = { [self] in
            defer { for gate in gates { gate.leave() } }
            do throws(StoreError) {
                return .success(try perform(until: deadline, operation))
            } catch {
                return .failure(error)
            }
        }
        guard let deadline else { return try await threads.run(work).get() }
        return try await FirstAnswer.of(work, on: threads, until: deadline).get()
    }

    private func perform<Value>(
        until deadline: MonotonicTime?, _ operation: (MongoClient) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        // An operation that waited for a thread all its time has not begun, and does not.
        if let deadline, deadline <= .now() { throw .deadlineExceeded }
        do throws(StoreError) {
            return try clients.lend(uri) { client throws(StoreError) in
                try operation(MongoClient(client.pointer, uri, deployment: try deployment(by: client), deadline: deadline))
            }
        } catch {
            // Another kind of deployment may come back.
            if case .unavailable = error { known.withLock { $0 = nil } }
            throw error
        }
    }

    private func deployment(by client: MongoClientPool.Client) throws(StoreError) -> MongoDeployment {
        if let deployment = known.withLock({ $0 }) { return deployment }
        let deployment = try client.deployment()
        known.withLock { $0 = deployment }
        return deployment
    }
}

/// What a MongoDB deployment says about itself, as ``MongoConnections/ping()`` tells it.
public struct MongoServer: Sendable, Hashable, CustomStringConvertible {
    /// The server's version, such as `7.0.5`.
    public let version: String
    /// The servers of the connection string, `host:port`.
    public let address: String
    /// What kind of servers answer.
    let deployment: MongoDeployment

    /// A phrase such as `MongoDB 7.0.5 at db:27017, replica set rs0`.
    public var description: String {
        switch deployment {
        case .standalone: "MongoDB \(version) at \(address)"
        case .replicaSet(let name): "MongoDB \(version) at \(address), replica set \(name)"
        case .sharded: "MongoDB \(version) at \(address), sharded"
        }
    }
}
