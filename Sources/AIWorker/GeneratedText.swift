import Environments

/// A text that a language model has written for a world.
public struct GeneratedText: Sendable, Hashable {
    /// Gets texts as they come, from any thread; it must not wait.
    public typealias Listener = @Sendable (GeneratedText) -> Void

    /// The world it belongs to.
    public let worldID: Identifier
    /// What it is: `WorldDescription`, `CharacterDetail`, `PostDetail`, …
    public let kind: String
    /// One line per field, `name: value`.
    public let text: String
}
