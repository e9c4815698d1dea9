import Environments
import JSONModel

/// A request that a service refuses, and why. Callers see the contract's fixed text instead; the reason goes to the log.
public struct RejectedInput: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong and what is accepted.
    public let description: String

    /// - Parameter description: what was wrong and what is accepted.
    public init(_ description: String) {
        self.description = description
    }
}

extension Identifier {
    /// Reads an id that a request carries in any spelling of the platform contract, 0.2.
    /// - Parameters:
    ///   - text: the request's text.
    ///   - field: the request's field, for the reason.
    /// - Throws: ``RejectedInput`` for anything that is no UUID.
    public init(_ text: String, field: String) throws(RejectedInput) {
        guard let id = Identifier(parsing: text) else {
            throw RejectedInput("\(field) must be a UUID, got \"\(text.prefix(64))\"")
        }
        self = id
    }
}

extension String {
    /// Whether a text column takes the text: everything but U+0000 (platform contract 0.5).
    public var isStorable: Bool { !utf8.contains(0) }

    /// The text itself.
    /// - Parameter field: the request's field, for the reason.
    /// - Throws: ``RejectedInput`` when a text column does not take it.
    public func storable(field: String) throws(RejectedInput) -> String {
        guard isStorable else { throw RejectedInput("\(field) must not contain U+0000") }
        return self
    }

    /// The text, which must be JSON, as a column of type JSONB renders it (platform contract 0.4).
    /// - Parameter field: the request's field, for the reason.
    /// - Throws: ``RejectedInput`` when it is no JSON, or none that such a column takes.
    public func renderedAsJSONB(field: String) throws(RejectedInput) -> String {
        do throws(JSONParseError) {
            return try JSONValue(parsing: self).jsonb()
        } catch {
            throw RejectedInput("\(field) must be JSON: \(error)")
        }
    }
}
