import JSONModel

/// An instance of a service, as it was registered (platform contract, section 6.2).
public struct ServiceRegistration: Sendable, Hashable {
    /// What tells the instance from others.
    public var id: String
    /// The service's name.
    public var name: String
    /// Labels.
    public var tags: [String]
    /// The host; empty when the registration named none.
    public var address: String
    /// The port, 0 when the registration named none.
    public var port: Int
    /// Texts that belong to the instance.
    public var meta: [(name: String, value: String)]

    /// A registration of its parts.
    public init(id: String, name: String, tags: [String], address: String, port: Int, meta: [(name: String, value: String)] = []) {
        self.id = id
        self.name = name
        self.tags = tags
        self.address = address
        self.port = port
        self.meta = meta
    }

    /// Why a registration was refused.
    public struct Malformed: Error, Sendable, Hashable {
        /// What is wrong with the body, and what is accepted.
        public let message: String
    }

    /// Reads the body of a registration; keys that are not used, health checks among them, may be anything.
    /// - Throws: `Malformed`.
    public init(json: JSONValue) throws(Malformed) {
        guard case .object(let object) = json else { throw Malformed(message: "the body must be a JSON object, got \(json.kind)") }
        let name = try Self.text("Name", in: object)
        guard !name.isEmpty else { throw Malformed(message: "Missing service name: Name must be a non-empty string") }
        let id = try Self.text("ID", in: object)
        self.init(
            id: id.isEmpty ? name : id, name: name, tags: try Self.tags(in: object), address: try Self.text("Address", in: object),
            port: try Self.port(in: object), meta: try Self.meta(in: object))
    }

    private static func text(_ key: String, in object: JSONObject) throws(Malformed) -> String {
        switch object[key] {
        case nil, .null?: return ""
        case .string(let text)?: return text
        case let value?: throw Malformed(message: "\(key) must be a string, got \(value.kind)")
        }
    }

    private static func port(in object: JSONObject) throws(Malformed) -> Int {
        switch object["Port"] {
        case nil, .null?: return 0
        case let value?:
            guard let port = value.intValue, (0...65535).contains(port) else {
                throw Malformed(
                    message: "Port must be a whole number from 0 to 65535, got \(value.kind == "number" ? value.serialized() : value.kind)")
            }
            return port
        }
    }

    private static func tags(in object: JSONObject) throws(Malformed) -> [String] {
        switch object["Tags"] {
        case nil, .null?: return []
        case .array(let values)?:
            var tags: [String] = []
            for value in values {
                guard let tag = value.stringValue else {
                    throw Malformed(message: "Tags must be an array of strings, got \(value.kind) in it")
                }
                tags.append(tag)
            }
            return tags
        case let value?: throw Malformed(message: "Tags must be an array of strings, got \(value.kind)")
        }
    }

    private static func meta(in object: JSONObject) throws(Malformed) -> [(name: String, value: String)] {
        switch object["Meta"] {
        case nil, .null?: return []
        case .object(let values)?:
            var meta: [(name: String, value: String)] = []
            for (name, value) in values {
                guard let text = value.stringValue else {
                    throw Malformed(message: "Meta must have strings as values, got \(value.kind) for \(name)")
                }
                meta.append((name, text))
            }
            return meta
        case let value?: throw Malformed(message: "Meta must be an object, got \(value.kind)")
        }
    }

    /// Equal when all parts are.
    public static func == (left: ServiceRegistration, right: ServiceRegistration) -> Bool { left.healthEntry == right.healthEntry }

    /// Feeds the parts to `hasher`.
    public func hash(into hasher: inout Hasher) { hasher.combine(healthEntry) }

    /// The instance as an element of a health query's answer (platform contract, section 6.3), passing.
    public var healthEntry: JSONValue {
        let node: JSONValue = ["Node": "generia", "Address": "127.0.0.1", "Datacenter": "dc1"]
        let tags = JSONValue.array(tags.map { .string($0) })
        return [
            "Node": node,
            "Service": [
                "ID": .string(id), "Service": .string(name), "Tags": tags, "Address": .string(address), "Port": .int(port),
                "Meta": .object(JSONObject(meta.map { ($0.name, .string($0.value)) })), "Weights": ["Passing": 1, "Warning": 1],
                "EnableTagOverride": false,
            ],
            "Checks": [
                [
                    "Node": "generia", "CheckID": .string("service:\(id)"), "Name": .string("Service '\(name)' check"),
                    "Status": "passing", "Notes": "", "Output": "", "ServiceID": .string(id), "ServiceName": .string(name),
                    "ServiceTags": tags,
                ]
            ],
        ]
    }
}
