import Suite

/// What is asked of a new world.
struct WorldOrder: Sendable, Hashable {
    /// The largest prompt, in bytes of UTF-8.
    static let maximumPromptSize = 64 * 1024
    private static let maximumNameLength = 100
    private static let derivedNameLength = 60

    let prompt: String
    let name: String
    let characters: Int
    let posts: Int

    /// - Parameters:
    ///   - prompt: the user's idea of the world.
    ///   - name: what the world is called until it is generated; derived from the prompt when `nil`.
    /// - Throws: `UsageError` for a text that is empty or too long.
    init(prompt: String, name: String?, characters: Int, posts: Int) throws(UsageError) {
        guard prompt.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw .conflict("the prompt is empty", hint: "say in a few words what the world is to be, with --prompt TEXT")
        }
        let size = prompt.utf8.count
        guard size <= Self.maximumPromptSize else {
            throw .conflict("the prompt has \(size) bytes", hint: "at most \(Self.maximumPromptSize) bytes are accepted")
        }
        let derived = String(prompt.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(Self.derivedNameLength))
        let name = name ?? derived
        guard !name.isEmpty, name.unicodeScalars.count <= Self.maximumNameLength else {
            throw .conflict("the name has \(name.unicodeScalars.count) characters", hint: "1…\(Self.maximumNameLength) are accepted")
        }
        self.prompt = prompt
        self.name = name
        self.characters = characters
        self.posts = posts
    }

    /// A remark on what will be made, when that is not what the numbers say.
    var remark: String? {
        posts < characters ? "\(posts) posts for \(characters) characters: every character gets one, so there will be \(characters)" : nil
    }
}

/// The flags that describe a new world.
struct WorldFlags: Sendable {
    static let defaultCharacters = 25
    static let defaultPosts = 150

    static let prompt = Flag<String?>.text("prompt", "TEXT", "what the world is to be")
    static let promptFile = Flag<String?>.text("prompt-file", "FILE", "read the prompt from a file, or from standard input with -")
    static let name = Flag<String?>.text("name", "TEXT", "what the world is called until it has a name of its own")

    let characters: Flag<Int>
    let posts: Flag<Int>

    /// The flags with the defaults of a command.
    init(characters: Int, posts: Int) {
        self.characters = Self.count("characters", upTo: 40, default: characters, zero: Self.defaultCharacters, "how many characters")
        self.posts = Self.count("posts", upTo: 250, default: posts, zero: Self.defaultPosts, "how many posts in all")
    }

    var group: Command.FlagGroup {
        Command.FlagGroup(
            title: "world",
            declarations: [
                Self.prompt.declaration, Self.promptFile.declaration, characters.declaration, posts.declaration, Self.name.declaration,
            ])
    }

    /// What the flags ask for.
    /// - Parameter fallback: the prompt when none is given; `nil` when there must be one.
    func order(_ settings: Settings, fallback: String?) throws(CommandError) -> WorldOrder {
        try Self.order(settings, characters: settings[characters], posts: settings[posts], fallback: fallback)
    }

    /// A world of the prompt that the flags give.
    static func order(
        _ settings: Settings, characters: Int, posts: Int, fallback: String?
    ) throws(CommandError) -> WorldOrder {
        let prompt = try prompt(settings) ?? fallback
        do throws(UsageError) {
            guard let prompt else {
                throw .conflict("a prompt is missing", hint: "give one with --prompt TEXT or --prompt-file FILE")
            }
            return try WorldOrder(prompt: prompt, name: settings[name], characters: characters, posts: posts)
        } catch {
            throw CommandError(error)
        }
    }

    private static func prompt(_ settings: Settings) throws(CommandError) -> String? {
        guard let file = settings[Self.promptFile] else { return settings[Self.prompt] }
        if let prompt = settings[Self.prompt] {
            switch (settings.source(of: Self.prompt), settings.source(of: Self.promptFile)) {
            case (.commandLine, .commandLine):
                throw CommandError(.conflict("--prompt and --prompt-file contradict each other", hint: "give one of them"))
            case (.commandLine, _): return prompt
            default: break
            }
        }
        do throws(TextFile.Failure) {
            return try TextFile.read(file == "-" ? "/dev/stdin" : file, limit: WorldOrder.maximumPromptSize)
        } catch {
            let isUnfit = if case .refused = error { false } else { true }
            throw CommandError(
                isUnfit ? .usage : .environment, "prompt file \(file): \(error)",
                hint: "a UTF-8 text of at most \(WorldOrder.maximumPromptSize) bytes")
        }
    }

    private static func count(_ name: String, upTo maximum: Int, default fallback: Int, zero: Int, _ summary: String) -> Flag<Int> {
        .value(name, "N", default: fallback, shownAs: String(fallback), "\(summary), 1…\(maximum); 0 stands for \(zero)") {
            text throws(InvalidValue) in
            guard let number = Int(text), (0...maximum).contains(number) else {
                throw InvalidValue(text: text, accepted: "1…\(maximum), or 0 for \(zero)")
            }
            return number == 0 ? zero : number
        }
    }
}
