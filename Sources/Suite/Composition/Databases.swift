import Persistence

/// The databases of a suite. Each service has its own; nobody reads another's, except that WorldService reads how far the worker is.
struct Databases: Sendable {
    let character: any DocumentStore
    let media: any DocumentStore
    let post: any DocumentStore
    let world: any DocumentStore
    let worker: any DocumentStore

    /// Opens all databases, at the same time.
    static func open(_ foundations: Foundations, teardown: Teardown) async throws(SuiteError) -> Databases {
        async let character = open("character", foundations)
        async let media = open("media", foundations)
        async let post = open("post", foundations)
        async let world = open("world", foundations)
        async let worker = open("generia_ai_worker", foundations)
        let opened = await [character, media, post, world, worker]
        for case .success(let store) in opened { teardown.add { _ in await store.close() } }
        return Databases(
            character: try opened[0].get(), media: try opened[1].get(), post: try opened[2].get(), world: try opened[3].get(),
            worker: try opened[4].get())
    }

    private static func open(_ name: String, _ foundations: Foundations) async -> Result<any DocumentStore, SuiteError> {
        let path = foundations.data?.file("\(name).sqlite")
        do throws(StoreError) {
            guard let path else { return .success(try await SQLiteStore.inMemory(pool: foundations.pool)) }
            return .success(try await SQLiteStore.open(path: path, pool: foundations.pool, options: .init(exclusive: true)))
        } catch {
            return .failure(.store(path: path ?? name, reason: error.description))
        }
    }
}
