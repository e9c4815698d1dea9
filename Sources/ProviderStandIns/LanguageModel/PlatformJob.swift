import JSONModel

/// The worker's jobs that ask the model for something, recognised by the fields of the wanted answer (generation-flow section 3).
enum PlatformJob: Sendable, Hashable {
    case worldDescription
    case worldPictures
    case characterBatch
    case characterDetail
    case postBatch
    case postDetail
    case picturePrompt

    /// The job whose answer `schema` describes; `nil` when it is none of them.
    init?(answering schema: JSONSchema) {
        let names = Set(schema.properties.map(\.name))
        func has(_ fields: String...) -> Bool { names.isSuperset(of: fields) }
        if has("header_prompt", "icon_prompt") {
            self = .worldPictures
        } else if has("name", "theme", "geography") || has("name", "description", "visual_style") {
            self = .worldDescription
        } else if has("characters"), Self.elements(of: "characters", in: schema).contains("role_in_world") {
            self = .characterBatch
        } else if has("username", "bio") {
            self = .characterDetail
        } else if has("posts"), Self.elements(of: "posts", in: schema).contains("topic") {
            self = .postBatch
        } else if has("content", "hashtags") {
            self = .postDetail
        } else if names == ["prompt"] {
            self = .picturePrompt
        } else {
            return nil
        }
    }

    private static func elements(of name: String, in schema: JSONSchema) -> Set<String> {
        let array = schema.properties.first { $0.name == name }?.schema
        return Set(array?.element(0).properties.map(\.name) ?? [])
    }

    /// The answer for `world` to what `prompt` asks.
    func answer(in world: World, to prompt: PromptReader) -> JSONValue {
        switch self {
        case .worldDescription:
            var answer = WorldDescriptionAnswer(world: world)
            return answer.json()
        case .worldPictures:
            return PictureAnswers.world(world)
        case .characterBatch:
            let count = prompt.number("users_count") ?? prompt.number("current_batch_size") ?? 5
            let characters = min(max(count, 0), 200)
            let posts = prompt.number("posts_count") ?? characters * 5
            return CharacterBatchAnswer(
                world: world, characters: characters, posts: min(max(posts, 0), 100_000),
                existing: prompt.block("existing_characters") ?? ""
            ).json()
        case .characterDetail:
            let persona = persona(in: world, prompt)
            return CharacterDetailAnswer(persona: persona, bond: bond(of: persona, prompt)).json()
        case .postBatch:
            let count = min(max(prompt.number("posts_count") ?? prompt.number("current_batch_size") ?? 5, 0), 200)
            let persona = persona(in: world, prompt)
            let posts = Storyline(persona: persona, bond: bond(of: persona, prompt)).upcoming(
                count, notIn: prompt.block("existing_posts") ?? "", after: min(max(prompt.number("generated_posts_count") ?? 0, 0), 1000))
            return PostBatchAnswer(persona: persona, posts: posts).json()
        case .postDetail:
            return postDetail(in: world, prompt)
        case .picturePrompt:
            return picturePrompt(in: world, prompt)
        }
    }

    private func postDetail(in world: World, _ prompt: PromptReader) -> JSONValue {
        let persona = persona(in: world, prompt)
        let topic = prompt.value("post_topic") ?? ""
        if let post = Storyline(persona: persona, bond: bond(of: persona, prompt)).post(onTopic: topic) {
            return PostDetailAnswer(post: post, time: prompt.value("posting_time") ?? "").json()
        }
        return ForeignPostAnswer(
            persona: persona, topic: topic, brief: prompt.value("post_brief") ?? "", tone: prompt.value("emotional_tone") ?? ""
        ).json()
    }

    private func picturePrompt(in world: World, _ prompt: PromptReader) -> JSONValue {
        let persona = persona(in: world, prompt)
        let content = prompt.value("post_content") ?? ""
        let idea = prompt.value("image_prompt") ?? ""
        if idea.isEmpty && content.isEmpty { return PictureAnswers.avatar(persona) }
        let company = (prompt.value("mentions") ?? "").split(separator: ",").compactMap { world.cast.number(of: String($0).trimmed) }
        return PictureAnswers.post(
            persona, idea: idea, company: company.map(world.cast.persona), seed: persona.seed.derived(idea).derived(content))
    }

    /// The connection that the prompt tells of.
    private func bond(of persona: Persona, _ prompt: PromptReader) -> Bond? {
        prompt.value("character_connections").flatMap { Bond($0, of: persona) }
    }

    /// The character whom the prompt names, be it by a name of its own or by a concept that begins with one.
    private func persona(in world: World, _ prompt: PromptReader) -> Persona {
        let cast = world.cast
        let named = prompt.value("character_name") ?? prompt.value("display_name")
        let concept = prompt.value("character_concept") ?? prompt.block("character")
        guard let text = named ?? concept else { return cast.persona(Int(world.seed.derived(prompt.text).value % 40)) }
        if let number = cast.number(of: text) { return cast.persona(number) }
        // A foreign concept begins with a name up to the first comma, dash or full stop, or with no name at all.
        let name = text.prefix { !",.:;—–(\n".contains($0) }
        return cast.persona(named: String(name.prefix(60)).trimmed)
    }
}
