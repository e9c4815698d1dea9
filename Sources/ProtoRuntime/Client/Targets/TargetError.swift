/// Why a text is no target of a channel.
public struct TargetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    public let target: String
    /// What is wrong with it, and what is accepted.
    public let reason: String

    /// - Parameters:
    ///   - target: the text.
    ///   - reason: what is wrong with it, and what is accepted.
    public init(_ target: String, _ reason: String) {
        self.target = target
        self.reason = reason
    }

    /// The text and what is wrong with it.
    public var description: String { "\"\(target)\" is no target: \(reason)" }
}
