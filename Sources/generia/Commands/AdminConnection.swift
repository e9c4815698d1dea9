import Environments
import EventLoops
import HTTPClient
import JSONModel
import Suite

/// The flags that name the administration endpoint of a running suite.
enum AdminFlags {
    static let admin = Flag<String?>.text("admin", "HOST:PORT", "the address of the administration endpoint in the place of a state file")

    static let group = Command.FlagGroup(title: "suite", declarations: [admin.declaration, TargetFlags.stateFile.declaration])
}

/// A connection to the administration endpoint of a running suite.
struct AdminConnection: Sendable {
    private static let timeout = Duration.seconds(60)
    /// Documents of one answer.
    private static let pageSize = 200

    private let address: String
    private let loop: EventLoop
    private let http: HTTPClient

    /// Prepares a connection to the suite that the flags name; nothing is sent yet.
    /// - Throws: `CommandError` with `cannotConnect` when the flags lead to no running suite.
    init(_ settings: Settings) throws(CommandError) {
        if let given = settings[AdminFlags.admin] {
            address = given
        } else {
            let path = settings[TargetFlags.stateFile]
            guard let found = try StateFile.ofRunningSuite(path, flag: "--admin")[endpoint: "admin"] else {
                throw CommandError(
                    .cannotConnect, "the suite of \(path) runs without its administration endpoint", hint: StateFile.hint("--admin"))
            }
            address = found
        }
        do {
            loop = try EventLoop(name: "client")
            http = try HTTPClient(loop: loop)
        } catch {
            throw CommandError(.environment, "\(error)", hint: "raise the limits of the process, see ulimit -a")
        }
    }

    /// Runs a command with a connection, which is closed afterwards.
    static func command(
        _ body: @escaping @Sendable (AdminConnection, Invocation) async throws(CommandError) -> ExitCode
    ) -> @Sendable (Invocation) async throws(CommandError) -> ExitCode {
        { invocation throws(CommandError) in
            let connection = try AdminConnection(invocation.settings)
            defer { connection.close() }
            return try await body(connection, invocation)
        }
    }

    func close() { loop.stop() }

    func get(_ path: String, _ query: [(String, String?)] = []) async throws(CommandError) -> JSONValue {
        try await send("GET", path, query)
    }

    func post(_ path: String, _ query: [(String, String?)] = []) async throws(CommandError) -> JSONValue {
        try await send("POST", path, query)
    }

    /// Calls `body` with each document of a collection, at most `limit` of them.
    /// - Parameter name: the path and the name of the documents in the answer.
    func visit(
        _ name: String, _ query: [(String, String?)], limit: Int, _ body: (JSONValue) -> Void
    ) async throws(CommandError) {
        var left = limit
        var cursor: String?
        repeat {
            let page = try await get("/\(name)", query + [("limit", String(min(left, Self.pageSize))), ("cursor", cursor)])
            let documents = page[name]?.arrayValue ?? []
            for document in documents { body(document) }
            left -= documents.count
            cursor = page["next"]?.stringValue
        } while cursor != nil && left > 0
    }

    private func send(_ method: String, _ path: String, _ query: [(String, String?)]) async throws(CommandError) -> JSONValue {
        let items = query.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        let url = "http://\(address)\(path)" + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        let response: HTTPClientResponse
        do throws(HTTPClientError) {
            response = try await http.send(HTTPClientRequest(method: method, url: url, timeout: Self.timeout))
        } catch .invalidURL {
            throw CommandError(.invalidValue(origin: "--admin", InvalidValue(text: address, accepted: "HOST:PORT")))
        } catch {
            throw CommandError(
                .cannotConnect, "\(address) does not answer: \(error)",
                hint: "is the suite running? generia up starts one, --admin HOST:PORT names another")
        }
        let json = try? JSONValue(parsing: response.body)
        if response.status == 200, let json { return json }
        throw Self.failure(response.status, json, from: address)
    }

    private static func failure(_ status: Int, _ json: JSONValue?, from address: String) -> CommandError {
        let message = json?["error"]?["message"]?.stringValue ?? "\(address) answered with HTTP \(status), which no suite does"
        let hint = json?["error"]?["hint"]?.stringValue ?? "--admin names the administration endpoint, as the banner of the suite does"
        switch status {
        case 400: return CommandError(.usage, message, hint: hint)
        case 404: return CommandError(.notFound, message, hint: hint)
        default: return CommandError(.refused, message, hint: hint)
        }
    }
}

extension Invocation {
    /// The id that the first argument gives.
    /// - Parameter name: what the argument is called in the usage.
    func identifier(_ name: String, of thing: String) throws(CommandError) -> String {
        let text = arguments.first ?? ""
        guard let id = Identifier(parsing: text)?.canonical else {
            throw CommandError(.invalidValue(origin: name, InvalidValue(text: text, accepted: "the id of \(thing), a UUID")))
        }
        return id
    }

    /// Writes documents as a table, as an object with one member, or as a line each.
    func write(_ documents: [JSONValue], as name: String, header: [String], _ row: (JSONValue) -> [String]) {
        switch console.format {
        case .text: for line in Table.columns([header] + documents.map(row)) { console.say(line) }
        case .json: console.printJSON(.object(JSONObject([(name, .array(documents))])))
        case .jsonl: for document in documents { console.printJSON(document) }
        case .none: break
        }
    }
}

/// The flags of lists.
enum ListFlags {
    static let limit = Flag<Int>.number("limit", in: 1...100_000, default: 50, "how many are listed at most, newest first")
    static let world = Flag<String?>.text("world", "WORLD", "only those of this world")

    /// The id in the flag ``world``.
    static func worldID(_ settings: Settings) throws(CommandError) -> String? {
        guard let text = settings[world] else { return nil }
        guard let id = Identifier(parsing: text)?.canonical else {
            throw CommandError(.invalidValue(origin: "--world", InvalidValue(text: text, accepted: "the id of a world, a UUID")))
        }
        return id
    }
}
