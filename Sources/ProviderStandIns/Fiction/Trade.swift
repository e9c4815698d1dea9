/// What a character does for a living: the number of a role, the same in every language.
///
/// Two of three characters have a trade of the world's theme, the third one that every world needs, until the theme's are taken; then
/// come the rest of the others, and at last variants of trades that are taken already.
struct Trade: Sendable, Hashable {
    /// Whether the trade is one of those that every world needs.
    let isGeneral: Bool
    /// The role's place in its list.
    let position: Int
    /// The variant of the role; `nil` for the role itself.
    let variant: Int?

    init(_ number: Int, in world: World) {
        let themed = world.lexicon.roles.count
        let general = world.wording["roles"].count
        // How many characters share the theme's trades, and how many others take part meanwhile.
        let mixed = themed + themed / 2
        let (isGeneral, turn): (Bool, Int)
        var variant: Int?
        if number < mixed {
            (isGeneral, turn) = number % 3 == 2 ? (true, number / 3) : (false, number - number / 3)
        } else if number - themed < general {
            (isGeneral, turn) = (true, number - themed)
        } else {
            let beyond = number - themed - general
            (isGeneral, turn) = (false, beyond)
            variant = beyond / max(1, themed) + beyond
        }
        self.isGeneral = isGeneral
        self.variant = variant
        let cycle = Cycle(count: isGeneral ? general : themed, seed: world.seed.derived(isGeneral ? "general roles" : "roles"))
        position = cycle[turn]
    }

    /// The role's name.
    func role(in lexicon: Lexicon, _ wording: Wording, isFeminine: Bool) -> String {
        let roles = isGeneral ? wording["roles"] : lexicon.roles
        let role = Template(roles[safe: position]).filled([:], isFeminine: isFeminine)
        guard let variant else { return role }
        let variants = wording["rolevariants"]
        return Template(variants[safe: variant % max(1, variants.count)]).filled(["role": role], isFeminine: isFeminine)
    }

    /// A post about the work; `nil` for a variant, whose work another character has told about.
    func post(in world: World) -> String? {
        variant == nil ? row(in: world)?[position: 0] : nil
    }

    /// One sentence about the work, for posts about other things.
    func note(in world: World) -> String? {
        variant == nil ? row(in: world)?[position: 1] : nil
    }

    private func row(in world: World) -> [String]? {
        isGeneral ? world.wording.work[position: position] : world.lexicon.work[position: position]
    }
}
