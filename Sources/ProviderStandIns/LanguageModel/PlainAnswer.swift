/// An answer in plain text to a prompt that asks for no structure.
struct PlainAnswer {
    let world: World
    let prompt: String

    var text: String {
        let seed = world.seed.derived(prompt)
        let persona = world.cast.persona(seed.index(below: 12))
        let post = Storyline(persona: persona).post(seed.derived("post").index(below: 30))
        return "\(post.text) (\(persona.name.full), \(persona.role), \(world.name))"
    }
}
