/// Finds messages and enumerations by their full names, in all files of a request.
struct TypeRegistry {
    private(set) var messages: [String: ProtoMessage] = [:]
    private(set) var enums: [String: ProtoEnumeration] = [:]
    private var swiftNames: [String: String] = [:]

    init(_ files: [ProtoFile], _ namespaces: Namespaces) {
        for file in files {
            let namespace = namespaces.name(of: file.package)
            for message in file.messages { add(message, in: namespace) }
            for enumeration in file.enums { add(enumeration, in: namespace) }
        }
    }

    private mutating func add(_ message: ProtoMessage, in scope: String) {
        messages[message.fullName] = message
        let name = "\(scope).\(SwiftNames.type(message.name))"
        swiftNames[message.fullName] = name
        for nested in message.messages { add(nested, in: name) }
        for nested in message.enums { add(nested, in: name) }
    }

    private mutating func add(_ enumeration: ProtoEnumeration, in scope: String) {
        enums[enumeration.fullName] = enumeration
        swiftNames[enumeration.fullName] = "\(scope).\(SwiftNames.type(enumeration.name))"
    }

    /// The Swift type of a message or enumeration: `MediaAPI.HealthCheckResponse.Status`.
    func swiftName(_ fullName: String) -> String {
        swiftNames[fullName] ?? fullName
    }

    /// Whether a value of `target` can contain a value of `message` without a list or map between: such a field needs an indirection.
    func isRecursive(_ target: String, through message: String) -> Bool {
        var visited: Set<String> = []
        var pending = [target]
        while let name = pending.popLast() {
            if name == message { return true }
            guard visited.insert(name).inserted, let next = messages[name] else { continue }
            for field in next.fields {
                guard case .message(let inner) = field.type else { continue }
                switch field.presence {
                case .repeated, .map: continue
                case .plain, .optional, .oneof: pending.append(inner)
                }
            }
        }
        return false
    }
}
