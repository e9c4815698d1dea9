import EventLoops
import Persistence
import ProtoRuntime

/// The databases of a suite: of each service that runs, and the worker's where it or WorldService runs. Nobody reads another's, except that
/// WorldService orders generations from the worker and reads how far it is.
struct Databases: Sendable {
    private let all: [Component: Database]

    /// The database of a component; `nil` when it does not run.
    subscript(component: Component) -> Database? { all[component] }

    /// The components that need a database.
    private static func needed(by configuration: SuiteConfiguration) -> [Component] {
        Component.services.filter(configuration.runs) + (configuration.runs(.worker) || configuration.runs(.world) ? [.worker] : [])
    }

    /// Opens the databases.
    static func open(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, teardown: Teardown
    ) async throws(SuiteError) -> Databases {
        switch configuration.documents {
        case .embedded: try await openFiles(configuration, foundations, teardown)
        case .mongodb(let uri, let workerDatabase):
            try await connect(uri, workerDatabase: workerDatabase, needed(by: configuration), teardown)
        }
    }
}

// MARK: - SQLite

extension Databases {
    /// Opens a file for each database, at the same time.
    private static func openFiles(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, _ teardown: Teardown
    ) async throws(SuiteError) -> Databases {
        let opened = await withTaskGroup(of: (Component, Result<Database, SuiteError>).self) { group in
            for component in needed(by: configuration) {
                // Workers of other processes may share the worker's database with a WorldService or a worker that is here without the other.
                let isShared = component == .worker && foundations.data != nil && configuration.runs(.worker) != configuration.runs(.world)
                group.addTask { (component, await open(component, isShared: isShared, foundations)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for case .success(let database) in opened.values { teardown.add { _ in await database.store.close() } }
        var all: [Component: Database] = [:]
        for (component, result) in opened { all[component] = try result.get() }
        return Databases(all: all)
    }

    private static func open(
        _ component: Component, isShared: Bool, _ foundations: Foundations
    ) async -> Result<Database, SuiteError> {
        let name = component == .worker ? "generia_ai_worker" : component.rawValue
        let path = foundations.data?.file("\(name).sqlite")
        do throws(StoreError) {
            let store: SQLiteStore =
                if let path {
                    try await .open(path: path, pool: foundations.pool, options: .init(exclusive: !isShared))
                } else {
                    try await .inMemory(pool: foundations.pool)
                }
            return .success(Database(store: store, place: path ?? name, isShared: isShared))
        } catch {
            return .failure(.store(path: path ?? name, reason: error.description))
        }
    }
}

// MARK: - MongoDB

extension Databases {
    /// Operations at a time, on threads of their own: a slow MongoDB holds up no files. Many, because while no server answers each waits five
    /// seconds for one, and those behind it as well.
    private static let mongoThreads = 64

    private static let mongoNames: [Component: String] = [
        .character: "generia_characters", .media: "generia_media", .post: "generia_posts", .world: "generia_worlds",
        .auth: "generia_auth", .interaction: "generia_interactions",
    ]

    /// Prepares the connections; servers are looked for when they are first needed. The names of the worker's and of the interactions'
    /// database are the platform's (contract, section 9.1), so that its tools find them.
    private static func connect(
        _ uri: String, workerDatabase: String, _ needed: [Component], _ teardown: Teardown
    ) async throws(SuiteError) -> Databases {
        let pool = BlockingPool(threads: mongoThreads, name: "mongodb")
        teardown.add { _ in pool.stop() }
        do throws(StoreError) {
            let connections = try await MongoConnections.open(uri: uri, pool: pool) { ServerContext.current?.deadline }
            teardown.add { _ in await connections.close() }
            var all: [Component: Database] = [:]
            for component in needed {
                let name = component == .worker ? workerDatabase : mongoNames[component] ?? component.rawValue
                all[component] = Database(
                    store: try connections.store(database: name), place: "MongoDB at \(connections.servers), database \(name),",
                    isElsewhere: true, isShared: true)
            }
            return Databases(all: all)
        } catch .unavailable(let reason) {
            throw .unreachable(what: "MongoDB", reason: reason)
        } catch {
            throw .database(reason: error.description)
        }
    }
}
