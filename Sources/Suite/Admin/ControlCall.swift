import AIWorker
import Environments
import HTTPServing

/// One request to the control routes, its values read strictly.
struct ControlCall: Sendable {
    private let request: HTTPServerRequest

    /// - Parameter parameters: the names that the query may have.
    /// - Throws: `ControlError.invalid` for another name, and for a change that a page of another origin asks a browser for.
    init(_ request: HTTPServerRequest, parameters: [String]) throws(ControlError) {
        self.request = request
        for item in request.queryItems where !parameters.contains(item.name) {
            let accepted = parameters.isEmpty ? "no parameters here" : parameters.joined(separator: ", ")
            throw .invalid("parameter '\(item.name)' is unknown", hint: accepted)
        }
        if request.method == "POST", let origin = request.headers["Origin"], origin != "http://\(request.headers["Host"] ?? "")" {
            throw .invalid("the request comes from a page of \(origin)", hint: "requests of programs and of this server's own pages")
        }
    }

    /// The id in the path.
    func id() throws(ControlError) -> Identifier { try Self.read(request.pathParameters["id"] ?? "", "id") }

    /// The id in a parameter; `nil` when that is missing.
    func id(_ name: String) throws(ControlError) -> Identifier? {
        guard let text = value(name) else { return nil }
        return try Self.read(text, name)
    }

    func value(_ name: String) -> String? { request.queryValue(name) }

    func number(_ name: String) throws(ControlError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text) else { throw .invalid("\(name) '\(text)' is no number", hint: "a whole number") }
        return number
    }

    func truth(_ name: String) throws(ControlError) -> Bool {
        switch value(name) {
        case nil, "false": return false
        case "true": return true
        case .some(let text): throw .invalid("\(name) '\(text)' is unknown", hint: "true, false")
        }
    }

    private static func read(_ text: String, _ name: String) throws(ControlError) -> Identifier {
        guard let id = Identifier(parsing: text) else { throw .invalid("\(name) '\(text)' is no id", hint: "a UUID") }
        return id
    }
}
