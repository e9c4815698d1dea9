import JSONModel

/// A JSON schema as far as structured answers need it: references, alternatives and the keywords that shape a value.
struct JSONSchema: Sendable {
    /// The schema document that `#/…` references point into.
    private let document: JSONValue
    /// The part that this value describes.
    private let node: JSONValue

    /// A whole schema document.
    init(_ document: JSONValue) {
        self.init(document: document, node: document)
    }

    private init(document: JSONValue, node: JSONValue) {
        self.document = document
        self.node = Self.resolved(node, in: document)
    }

    /// References may lead to references, and in a malicious schema back to themselves.
    private static func resolved(_ node: JSONValue, in document: JSONValue) -> JSONValue {
        var node = node
        for _ in 0..<16 {
            if let reference = node["$ref"]?.stringValue {
                node = target(of: reference, in: document)
            } else if let all = node["allOf"]?.arrayValue, !all.isEmpty {
                node = merged(node, all.map { resolvedOnce($0, in: document) })
            } else {
                break
            }
        }
        return node
    }

    private static func resolvedOnce(_ node: JSONValue, in document: JSONValue) -> JSONValue {
        node["$ref"]?.stringValue.map { target(of: $0, in: document) } ?? node
    }

    private static func target(of reference: String, in document: JSONValue) -> JSONValue {
        guard reference.hasPrefix("#") else { return [:] }
        var node = document
        for part in reference.dropFirst().split(separator: "/") {
            let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
            guard let next = node[key] ?? Int(key).flatMap({ node[$0] }) else { return [:] }
            node = next
        }
        return node
    }

    private static func merged(_ node: JSONValue, _ parts: [JSONValue]) -> JSONValue {
        var result = node.objectValue ?? [:]
        result["allOf"] = nil
        for part in parts {
            for (key, value) in part.objectValue ?? [:] {
                switch (key, result[key], value) {
                case ("properties", .object(let old)?, .object(let new)):
                    result[key] = .object(JSONObject((old.map { ($0.key, $0.value) }) + new.map { ($0.key, $0.value) }))
                case ("required", .array(let old)?, .array(let new)): result[key] = .array(old + new)
                default: result[key] = value
                }
            }
        }
        return .object(result)
    }

    /// A keyword's value.
    subscript(keyword: String) -> JSONValue? { node[keyword] }

    /// The names of the allowed types; empty when every type is allowed.
    var types: [String] {
        if let type = node["type"]?.stringValue { return [type] }
        if let types = node["type"]?.arrayValue { return types.compactMap(\.stringValue) }
        if node["properties"] != nil { return ["object"] }
        if node["items"] != nil || node["prefixItems"] != nil { return ["array"] }
        return []
    }

    /// The alternatives of `anyOf` or `oneOf`.
    var alternatives: [JSONSchema] {
        (node["anyOf"]?.arrayValue ?? node["oneOf"]?.arrayValue ?? []).map { JSONSchema(document: document, node: $0) }
    }

    /// The properties in the order of the schema.
    var properties: [(name: String, schema: JSONSchema)] {
        (node["properties"]?.objectValue ?? [:]).map { ($0.key, JSONSchema(document: document, node: $0.value)) }
    }

    /// The names of the properties that must be there.
    var required: [String] { node["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// The schema of the element at `index` of an array.
    func element(_ index: Int) -> JSONSchema {
        if let prefix = node["prefixItems"]?[index] { return JSONSchema(document: document, node: prefix) }
        return JSONSchema(document: document, node: node["items"] ?? [:])
    }

    /// The schema of properties that are not named; `nil` when there may be none or nothing is said about them.
    var additional: JSONSchema? {
        guard case .object? = node["additionalProperties"], let schema = node["additionalProperties"] else { return nil }
        return JSONSchema(document: document, node: schema)
    }

    /// Whether properties that are not named are forbidden.
    var isClosed: Bool { node["additionalProperties"]?.boolValue == false }
}
