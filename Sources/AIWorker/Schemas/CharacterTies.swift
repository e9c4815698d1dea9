/// What the answer of job 4 says of one of its characters besides the concept, as lines for prompts: who is connected to the character, and
/// the stories in which the character takes part (generation flow 3.4).
struct CharacterTies: Sendable, Hashable {
    private(set) var connections: [String] = []
    private(set) var stories: [String] = []

    /// How many of each are handed on: prompts stay short, whatever a model invents.
    fileprivate static let most = 6

    fileprivate mutating func add(connection: String) {
        if connections.count < Self.most { connections.append(connection) }
    }

    fileprivate mutating func add(story: String) {
        if stories.count < Self.most { stories.append(story) }
    }
}

extension CharacterBatch {
    /// The ties of each of the characters, in their order. What names nobody recognisably is told to everybody, so that nothing that was
    /// paid for is lost.
    var ties: [CharacterTies] {
        var ties = Array(repeating: CharacterTies(), count: characters.count)
        for connection in characterConnections {
            let (first, second) = (position(of: connection.character1Name), position(of: connection.character2Name))
            guard first != second || first == nil else { continue }
            if let first { ties[first].add(connection: connection.line(about: label(connection.character2Name))) }
            if let second { ties[second].add(connection: connection.line(about: label(connection.character1Name))) }
            guard first == nil, second == nil else { continue }
            let pair = "\(connection.character1Name), \(connection.character2Name)"
            for index in ties.indices { ties[index].add(connection: connection.line(about: pair)) }
        }
        for story in commonStoriesAndEvents {
            let members = Set(story.charactersIDs.compactMap(position)).sorted()
            for index in members.isEmpty ? Array(ties.indices) : members {
                ties[index].add(story: story.line(with: members.filter { $0 != index }.map { characters[$0].conceptShort }))
            }
        }
        return ties
    }

    /// The character whom a name means: by identifier, else the one whose concept names it earliest.
    private func position(of name: String) -> Int? {
        if let index = characters.firstIndex(where: { $0.id == name }) { return index }
        guard !name.allSatisfy(\.isWhitespace) else { return nil }
        let places = characters.map { character in
            let concept = character.concept.utf8
            return concept.firstRange(of: name.utf8).map { concept.distance(from: concept.startIndex, to: $0.lowerBound) }
        }
        return places.indices.filter { places[$0] != nil }.min { places[$0] ?? 0 < places[$1] ?? 0 }
    }

    /// What stands for a name in prompts that know no identifiers.
    private func label(_ name: String) -> String { characters.first { $0.id == name }?.conceptShort ?? name }
}

extension CharacterBatch.Connection {
    /// The connection for a prompt about one of its two characters.
    fileprivate func line(about other: String) -> String { "\(other) — \(connectionType): \(description)" }
}

extension CharacterBatch.CommonStory {
    /// The story for a prompt about one of its characters.
    fileprivate func line(with others: [String]) -> String {
        let facts = [genre, location] + (others.isEmpty ? [] : ["with: \(others.joined(separator: "; "))"])
        return "\(title) (\(facts.filter { !$0.isEmpty }.joined(separator: "; "))): \(story)"
    }
}

extension CharacterDetail {
    /// The relationships as lines for prompts about the character, no more of them than of other ties.
    var relationshipLines: [String] {
        relationships.prefix(CharacterTies.most).map { "\($0.username) — \($0.relationshipType): \($0.description)" }
    }
}
