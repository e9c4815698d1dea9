/// Why a service config, or a part of one, is not valid.
public struct ServiceConfigError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where, in the names of the JSON form, such as `methodConfig[0].retryPolicy.maxAttempts`; empty when the text is not JSON.
    public let field: String
    /// What is wrong and what is accepted.
    public let message: String

    init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    /// The field and what is wrong with it.
    public var description: String { field.isEmpty ? "service config: \(message)" : "service config: \(field): \(message)" }

    /// The error as seen from outside of the object that holds the field.
    func within(_ path: String) -> ServiceConfigError {
        let separator = path.isEmpty || field.isEmpty || field.hasPrefix("[") ? "" : "."
        return ServiceConfigError(path + separator + field, message)
    }
}
