import AIWorker
import Environments
import EventLoops
import Kafka
import Persistence
import Suite

/// The workers' database, for commands that write into it themselves.
enum WorkerStore {
    static let data = Flag<String>.text(
        "data", "DIR", default: SuiteFlags.data.fallback,
        "the data directory that workers on this machine share; with --world by default that of a suite that runs here")

    /// Where it is.
    enum Place: Sendable, Hashable {
        case mongodb(uri: String, database: String)
        case directory(String)
    }

    /// The database that the flags name. What was typed wins; a variable counts unless a suite is named or runs here.
    /// - Parameter isAskedFor: whether a database is needed in any case.
    /// - Returns: `nil` when a suite is to do the work.
    static func place(_ settings: Settings, isAskedFor: Bool) -> Place? {
        let (uri, directory) = (settings.source(of: ComponentFlags.mongodbURI), settings.source(of: data))
        let mongodb = Place.mongodb(uri: settings[ComponentFlags.mongodbURI], database: settings[ComponentFlags.mongodbDatabase])
        if uri == .commandLine { return mongodb }
        if directory == .commandLine { return .directory(settings[data]) }
        let isSuiteNamed = settings.source(of: TargetFlags.target) != .fallback
        let suite = StateFile.ofLivingSuite(settings[TargetFlags.stateFile])
        if !isAskedFor, isSuiteNamed || suite != nil { return nil }
        if uri != .fallback { return mongodb }
        if directory != .fallback { return .directory(settings[data]) }
        return isAskedFor ? .directory(suite?.dataDirectory ?? settings[data]) : nil
    }

    /// Opens the database, lets `body` order generations, and closes it.
    static func with<Value: Sendable>(
        _ place: Place, environment: Environment, _ body: (GenerationOrders) async throws -> Value
    ) async throws(CommandError) -> Value {
        let pool = BlockingPool(threads: 2, name: "store")
        defer { pool.stop() }
        do {
            switch place {
            case .mongodb(let uri, let database):
                let connections = try await MongoConnections.open(uri: uri, pool: pool)
                let result = await attempt { try await order(in: connections.store(database: database), environment, body) }
                await connections.close()
                return try result.get()
            case .directory(let path):
                let store = try await SQLiteStore.open(path: "\(path)/generia_ai_worker.sqlite", pool: pool)
                let result = await attempt { try await order(in: store, environment, body) }
                await store.close()
                return try result.get()
            }
        } catch let error as StoreError {
            throw CommandError(error)
        } catch let error as KafkaError {
            throw CommandError(error)
        } catch {
            throw CommandError(.other, "\(error)", hint: "the workers start the generation once they hear of it")
        }
    }

    private static func order<Value>(
        in store: some DocumentStore, _ environment: Environment, _ body: (GenerationOrders) async throws -> Value
    ) async throws -> Value {
        let orders = GenerationOrders(store: store, announces: true, environment: environment)
        try await orders.prepare()
        return try await body(orders)
    }

    private static func attempt<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}

extension CommandError {
    fileprivate init(_ error: StoreError) {
        switch error {
        case .unavailable, .deadlineExceeded:
            self.init(
                .cannotConnect, error.description,
                hint:
                    "start the database, or name it with --mongodb-uri or --data; a suite that runs its own worker shares its data with nobody"
            )
        default: self.init(.environment, error.description, hint: "check --mongodb-uri and --data")
        }
    }

    fileprivate init(_ error: KafkaError) {
        let later = "the task is stored, and a worker announces it by itself"
        switch error {
        case .unreachable, .cancelled:
            self.init(
                .cannotConnect, "the brokers do not answer",
                hint: "check --kafka (KAFKA_BROKERS); once the task is stored a worker finds it")
        case .invalid(let text): self.init(.usage, text, hint: "check --kafka and --kafka-option")
        default: self.init(.refused, error.description, hint: later)
        }
    }
}
