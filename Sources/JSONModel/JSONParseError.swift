/// Why a text is not acceptable JSON.
public struct JSONParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong and what is accepted.
    public let message: String
    /// Where in the text, in bytes of UTF-8 from its start; `nil` when the value at fault came from no text.
    public let offset: Int?

    /// - Parameters:
    ///   - message: what was wrong and what is accepted.
    ///   - offset: where in the text, in bytes.
    public init(_ message: String, at offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }

    /// The message with its place.
    public var description: String {
        offset.map { "\(message) at byte \($0)" } ?? message
    }
}
