/// In which form a command writes its results.
enum OutputFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// One object as the last line.
    case json
    /// One object for every event, as it happens.
    case jsonl
    /// Nothing.
    case none
}

/// Whether terminals get colours.
enum ColorChoice: String, Sendable, CaseIterable {
    case auto
    case always
    case never
}
