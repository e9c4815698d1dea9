/// What is added to a prompt when its first answer was of no use.
enum PromptAmendment {
    /// The answer did not have the shape it was asked for: the violation is quoted.
    static func corrected(_ prompt: String, _ violation: SchemaViolation) -> String {
        """
        \(prompt)

        An earlier answer could not be used: \(violation.description.withoutPromptTags)
        Answer again, complete, as one JSON object in exactly the structure above.
        """
    }

    /// Stands where a prompt had what was refused.
    static let leftOut = "(left out; choose something harmless that fits the rest)"

    /// What is drawn when a picture was refused: nothing of what it was to show, only its look.
    static func harmlessPicture(_ subject: String, style: String) -> String {
        "\(subject), calm and friendly, a harmless subject that is fit for everybody, soft daylight, style: \(style)"
    }

    /// The answer was refused for its content.
    static func moderated(_ prompt: String) -> String {
        """
        \(prompt)

        An earlier version was refused for its content. Keep the mood, but avoid everything that a moderator could object to: no \
        violence, no cruelty, nothing sexual, no hate, no drugs, no real people. Where the description above asks for such a thing, \
        treat it as a loose suggestion and choose a harmless subject that fits the character and the world.
        """
    }
}
