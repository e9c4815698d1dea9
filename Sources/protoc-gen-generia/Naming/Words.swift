/// The words of a proto identifier: `image_uuid`, `GetMediaURL`, `CreateAIPost`.
struct Words {
    /// The words in lower case.
    let words: [String]

    init(_ identifier: String) {
        var words: [String] = []
        for part in identifier.split(separator: "_") {
            words += Self.camelWords(Array(part)).map { $0.lowercased() }
        }
        self.words = words
    }

    /// Splits before a capital that follows a small letter or digit (`media|URL`) and before the last capital of a run that a
    /// small letter follows (`AI|Post`).
    private static func camelWords(_ part: [Character]) -> [String] {
        var words: [String] = []
        var word = ""
        for (index, character) in part.enumerated() {
            if character.isUppercase, let previous = word.last {
                let startsWord = !previous.isUppercase || (index + 1 < part.count && part[index + 1].isLowercase)
                // The plural of an acronym is one word: `IDs`.
                let isPlural = index + 1 < part.count && part[index + 1] == "s" && (index + 2 == part.count || part[index + 2].isUppercase)
                if startsWord && !(previous.isUppercase && isPlural) {
                    words.append(word)
                    word = ""
                }
            }
            word.append(character)
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// `imageUUID`; the first word stays small.
    var lowerCamel: String {
        words.enumerated().map { $0.offset == 0 ? $0.element : Self.capitalized($0.element) }.joined()
    }

    /// `ImageUUID`.
    var upperCamel: String {
        words.map(Self.capitalized).joined()
    }

    private static let acronyms = [
        "id": "ID", "ids": "IDs", "url": "URL", "urls": "URLs", "ai": "AI", "uuid": "UUID", "uuids": "UUIDs", "llm": "LLM", "rpc": "RPC",
        "http": "HTTP", "json": "JSON",
    ]

    private static func capitalized(_ word: String) -> String {
        acronyms[word] ?? word.prefix(1).uppercased() + word.dropFirst()
    }
}
