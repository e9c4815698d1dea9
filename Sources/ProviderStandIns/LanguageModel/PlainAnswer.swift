/// An answer in plain text to a prompt that asks for no structure.
struct PlainAnswer {
    let world: World
    let prompt: String

    var text: String {
        let seed = world.seed.derived(prompt)
        let persona = world.cast.persona(seed.index(below: 12))
        var dice = Dice(seed.derived("post"))
        let post = Storyline(persona: persona).anyPost(&dice)
        return "\(post.text) (\(persona.name.full), \(persona.role), \(world.name))"
    }
}
