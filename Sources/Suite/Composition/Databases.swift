import EventLoops
import Persistence
import ProtoRuntime

/// The databases of a suite. Each service has its own; nobody reads another's, except that WorldService reads how far the worker is.
struct Databases: Sendable {
    let character: Database
    let media: Database
    let post: Database
    let world: Database
    let auth: Database
    let interaction: Database
    let worker: Database

    /// Opens all databases.
    static func open(
        _ configuration: SuiteConfiguration, _ foundations: Foundations, teardown: Teardown
    ) async throws(SuiteError) -> Databases {
        switch configuration.documents {
        case .embedded: try await openFiles(foundations, teardown)
        case .mongodb(let uri, let workerDatabase):
            try await connect(uri, workerDatabase: workerDatabase, teardown)
        }
    }
}

// MARK: - SQLite

extension Databases {
    /// Opens a file for each database, at the same time.
    private static func openFiles(_ foundations: Foundations, _ teardown: Teardown) async throws(SuiteError) -> Databases {
        async let character = open("character", foundations)
        async let media = open("media", foundations)
        async let post = open("post", foundations)
        async let world = open("world", foundations)
        async let auth = open("auth", foundations)
        async let interaction = open("interaction", foundations)
        async let worker = open("generia_ai_worker", foundations)
        let opened = await [character, media, post, world, auth, interaction, worker]
        for case .success(let database) in opened { teardown.add { _ in await database.store.close() } }
        return Databases(
            character: try opened[0].get(), media: try opened[1].get(), post: try opened[2].get(), world: try opened[3].get(),
            auth: try opened[4].get(), interaction: try opened[5].get(), worker: try opened[6].get())
    }

    private static func open(_ name: String, _ foundations: Foundations) async -> Result<Database, SuiteError> {
        let path = foundations.data?.file("\(name).sqlite")
        do throws(StoreError) {
            let store: SQLiteStore =
                if let path {
                    try await .open(path: path, pool: foundations.pool, options: .init(exclusive: true))
                } else {
                    try await .inMemory(pool: foundations.pool)
                }
            return .success(Database(store: store, place: path ?? name))
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

    /// Prepares the connections; servers are looked for when they are first needed. The names of the worker's and of the interactions'
    /// database are the platform's (contract, section 9.1), so that its tools find them.
    private static func connect(_ uri: String, workerDatabase: String, _ teardown: Teardown) async throws(SuiteError) -> Databases {
        let pool = BlockingPool(threads: mongoThreads, name: "mongodb")
        teardown.add { _ in pool.stop() }
        do throws(StoreError) {
            let connections = try await MongoConnections.open(uri: uri, pool: pool) { ServerContext.current?.deadline }
            teardown.add { _ in await connections.close() }
            func database(_ name: String) throws(StoreError) -> Database {
                Database(
                    store: try connections.store(database: name), place: "MongoDB at \(connections.servers), database \(name),",
                    isElsewhere: true)
            }
            return Databases(
                character: try database("generia_characters"), media: try database("generia_media"), post: try database("generia_posts"),
                world: try database("generia_worlds"), auth: try database("generia_auth"),
                interaction: try database("generia_interactions"), worker: try database(workerDatabase))
        } catch .unavailable(let reason) {
            throw .unreachable(what: "MongoDB", reason: reason)
        } catch {
            throw .database(reason: error.description)
        }
    }
}
