/// How the entries of a section go round among the characters: all are used before one comes again; then the order is shifted, by
/// another width for each section, so that what went together once does not meet again.
struct Rota: Sendable {
    private let cycle: Cycle
    private let count: Int
    private let shift: Int

    init(count: Int, seed: Seed) {
        self.count = max(1, count)
        cycle = Cycle(count: count, seed: seed)
        shift = 1 + seed.derived("shift").index(below: max(1, count - 1))
    }

    /// The entry of character `number`.
    subscript(number: Int) -> Int { cycle[number + number / count * shift] }

    /// The sections that go round.
    private static let sections = [
        "traits", "motives", "quirks", "quirkroles", "interests", "secrets", "styles", "taglines", "bios", "origins", "turns", "todays",
        "relations", "workposts", "hair", "eyes", "skin", "clothes", "builds", "marks", "expressions", "poses",
    ]

    /// The rotas of a world, by the names of the sections.
    static func all(in wording: Wording, seed: Seed) -> [String: Rota] {
        Dictionary(uniqueKeysWithValues: sections.map { ($0, Rota(count: wording[$0].count, seed: seed.derived($0))) })
    }
}
