/// Finds the world that a prompt speaks of.
struct WorldContext: Sendable {
    /// The label under which a world's description carries the idea it grew from, so that later prompts lead back to the same world.
    static func ideaLabel(in tongue: Tongue) -> (opening: String, closing: String) {
        switch tongue {
        case .english: ("Original idea: “", "”")
        case .russian: ("Исходный замысел: «", "»")
        }
    }

    /// The world that grows from the user's own words.
    static func newWorld(from prompt: PromptReader, on shelf: WorldShelf) -> World {
        let idea = World.remembered(prompt.block("user_prompt") ?? prompt.value("user_prompt") ?? prompt.text)
        return shelf.world(idea, in: tongue(stated: prompt, else: idea))
    }

    /// The world whose description the prompt contains.
    static func world(describedIn prompt: PromptReader, on shelf: WorldShelf) -> World {
        let description = prompt.block("world_description") ?? prompt.text
        for tongue in Tongue.allCases {
            if let idea = idea(in: description, tongue) { return shelf.world(idea, in: tongue) }
        }
        let idea = World.remembered(description)
        return shelf.world(idea, in: tongue(stated: prompt, else: idea))
    }

    private static func tongue(stated prompt: PromptReader, else text: String) -> Tongue {
        prompt.value("language").flatMap(Tongue.init(named:)) ?? Tongue(of: text)
    }

    private static func idea(in description: String, _ tongue: Tongue) -> String? {
        let label = ideaLabel(in: tongue)
        let bytes = Array(description.utf8)
        let opening = Array(label.opening.utf8)
        guard let start = bytes.firstPosition(of: opening).map({ $0 + opening.count }),
            let end = bytes.firstPosition(of: Array(label.closing.utf8), after: start)
        else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
