/// The names under which the steps of tasks are remembered.
enum Step {
    static let answer = "answer"
    static let character = "character"
    static let placeholder = "placeholder"
    static let post = "post"

    /// Steps that cost nothing and have the same outcome when they are repeated, since the services know them by their keys. They are stored
    /// only with a task that goes back into the queue.
    static let repeatable: Set = [character, post]

    static func image(_ kind: ImageKind) -> String { "image_\(kind.rawValue)" }

    static func enhancement(_ kind: ImageKind) -> String { "enhancement_\(kind.rawValue)" }

    static func refusal(_ kind: ImageKind, _ number: Int) -> String { "refusal_\(kind.rawValue)_\(number)" }

    static func drawing(_ kind: ImageKind) -> String { "drawing_\(kind.rawValue)" }
}
