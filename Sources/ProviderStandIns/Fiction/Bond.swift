/// A connection between a character and another one of the same world, as prompts tell it.
struct Bond: Sendable {
    /// The other one's number in the cast.
    let other: Int
    /// The kind of connection, and its number where the wording knows it.
    let kind: String
    let relation: Int?
    /// What connects the two.
    let description: String

    /// The first connection to somebody else in the cast, in a line of connections: `name — kind: what connects them`, separated by bars.
    init?(_ line: String, of persona: Persona) {
        guard !line.isEmpty else { return nil }
        let world = persona.world
        for connection in line.split(separator: "|") {
            let text = String(connection).trimmed
            guard let other = world.cast.number(of: text), other != persona.number else { continue }
            self.other = other
            let rest = text.dropFirst(world.names[other].full.count).drop { " —".contains($0) }
            let kind = String(rest.prefix { $0 != ":" })
            self.kind = kind
            relation = world.wording.relations.firstIndex { $0[safe: 0] == kind }
            description = String(rest.dropFirst(kind.count + 1)).trimmed
            return
        }
        return nil
    }
}
