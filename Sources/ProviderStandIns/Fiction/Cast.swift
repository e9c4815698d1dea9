/// The characters of a world, in the order in which they are invented: character `n` is always the same, whoever asks.
struct Cast: Sendable {
    let world: World

    /// How far a name is searched for: more characters than any world has.
    static let size = 160

    /// Character `number`, counted from 0.
    func persona(_ number: Int) -> Persona {
        Persona(world: world, number: number, name: world.names[number])
    }

    /// The character of that name; one who is not in the cast is invented from the name.
    func persona(named fullName: String) -> Persona {
        if let number = number(of: fullName) { return persona(number) }
        let parts = fullName.split(separator: " ")
        let first = parts.first.map(String.init) ?? fullName
        let name = PersonName(
            first: first, surname: parts.dropFirst().joined(separator: " "),
            isFeminine: world.names.isFeminine(first) ?? first.hasSuffix("a") || first.hasSuffix("а") || first.hasSuffix("я"))
        return Persona(world: world, number: Self.size + world.seed.derived(fullName).index(below: 1000), name: name)
    }

    /// The number of the character whose full name begins `text`, or is it.
    func number(of text: String) -> Int? {
        (0..<Self.size).first { text.utf8.starts(with: world.names[$0].full.utf8) }
    }

    /// The numbers of the first `count` characters that `text` does not mention.
    func newcomers(_ count: Int, notIn text: String) -> [Int] {
        guard count > 0 else { return [] }
        if text.isEmpty { return Array(0..<count) }
        let bytes = Array(text.utf8)
        var numbers: [Int] = []
        var number = 0
        // Names are mentioned in the order of the cast, so the search soon finds only new ones.
        while numbers.count < count {
            if number >= Self.size || bytes.firstPosition(of: Array(world.names[number].full.utf8)) == nil { numbers.append(number) }
            number += 1
        }
        return numbers
    }
}

/// The names of a world's characters: women and men in turn; first names and surnames repeat only when all have been used.
struct NameList: Sendable {
    private let women: [String]
    private let men: [String]
    private let surnames: [String]
    private let womenCycle: Cycle
    private let menCycle: Cycle
    private let surnameCycle: Cycle
    private let beginsWithWoman: Bool
    private let tongue: Tongue
    /// The names that every prompt is searched for.
    private var cast: [PersonName] = []

    init(seed: Seed, wording: Wording, surnames: [String]) {
        tongue = wording.tongue
        women = wording["female"]
        men = wording["male"]
        self.surnames = surnames + wording["surnames"]
        womenCycle = Cycle(count: women.count, seed: seed.derived("women"))
        menCycle = Cycle(count: men.count, seed: seed.derived("men"))
        surnameCycle = Cycle(count: self.surnames.count, seed: seed.derived("surnames"))
        beginsWithWoman = seed.value & 1 == 0
        cast = (0..<Cast.size).map(name)
    }

    /// Whether a first name is one of the women's or one of the men's; `nil` when it is neither.
    func isFeminine(_ first: String) -> Bool? {
        if women.contains(first) { return true }
        return men.contains(first) ? false : nil
    }

    /// The name of character `number`.
    subscript(number: Int) -> PersonName { cast[position: number] ?? name(number) }

    private func name(_ number: Int) -> PersonName {
        let isFeminine = (number % 2 == 0) == beginsWithWoman
        let first = isFeminine ? women[safe: womenCycle[number / 2]] : men[safe: menCycle[number / 2]]
        let surname = surnames[safe: surnameCycle[number]]
        return PersonName(
            first: first, surname: isFeminine && tongue == .russian ? PersonName.feminine(surname) : surname, isFeminine: isFeminine)
    }
}

/// A person's name.
struct PersonName: Sendable {
    let first: String
    let surname: String
    let isFeminine: Bool
    let full: String

    init(first: String, surname: String, isFeminine: Bool) {
        self.first = first
        self.surname = surname
        self.isFeminine = isFeminine
        full = surname.isEmpty ? first : "\(first) \(surname)"
    }

    /// The form of a Russian surname for a woman.
    static func feminine(_ surname: String) -> String {
        for ending in ["ов", "ев", "ёв", "ин", "ын"] where surname.hasSuffix(ending) { return surname + "а" }
        for ending in ["ий", "ый", "ой"] where surname.hasSuffix(ending) { return surname.dropLast(2) + "ая" }
        return surname
    }
}

extension [String] {
    /// The entry at `index`, an empty text when there is none.
    subscript(safe index: Int) -> String { indices.contains(index) ? self[index] : "" }
}
