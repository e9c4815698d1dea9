import Persistence

/// The databases of a suite. Each service has its own; nobody reads another's, except that WorldService reads how far the worker is.
struct Databases: Sendable {
    let character: Database
    let media: Database
    let post: Database
    let world: Database
    let auth: Database
    let interaction: Database
    let worker: Database

    /// Opens all databases, at the same time.
    static func open(_ foundations: Foundations, teardown: Teardown) async throws(SuiteError) -> Databases {
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
