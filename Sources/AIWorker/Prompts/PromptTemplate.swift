/// A prompt text with `{{variable}}` places.
///
/// Two conventions make a prompt readable for a program, too (the built-in provider reads it that way): a value on one line is given as
/// `- variable_name: value`, a long one between `<variable_name>` and `</variable_name>`.
struct PromptTemplate: Sendable {
    /// The name of the prompt in the platform's documents, without extension.
    let name: String
    private let pieces: [Piece]

    private enum Piece: Sendable {
        case text(String)
        case variable(String)
    }

    init(_ name: String, _ text: String) {
        self.name = name
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(ofPair: "{"), let close = rest[open...].firstIndex(ofPair: "}") {
            pieces.append(.text(String(rest[..<open])))
            pieces.append(.variable(String(rest[rest.index(open, offsetBy: 2)..<close])))
            rest = rest[rest.index(close, offsetBy: 2)...]
        }
        pieces.append(.text(String(rest)))
        self.pieces = pieces
    }

    /// The names of the variables, each once.
    var variables: Set<String> {
        Set(
            pieces.compactMap {
                if case .variable(let name) = $0 { name } else { nil }
            })
    }

    /// The prompt with its variables filled in. A value is never searched for variables itself.
    ///
    /// - Throws: `PromptError.missingVariable` when `values` lacks one.
    func render(_ values: [String: PromptValue]) throws(PromptError) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .variable(let variable):
                guard let value = values[variable] else { throw .missingVariable(variable, prompt: name) }
                result += value.rendered
            }
        }
        return result
    }
}

/// A prompt that cannot be written.
enum PromptError: Error, Hashable, CustomStringConvertible {
    case missingVariable(String, prompt: String)

    var description: String {
        switch self {
        case .missingVariable(let name, let prompt): "prompt \(prompt) needs a value for \(name)"
        }
    }
}

extension Substring {
    /// Where two of `character` stand side by side.
    fileprivate func firstIndex(ofPair character: Character) -> Index? {
        var index = startIndex
        while index < endIndex {
            let next = self.index(after: index)
            if self[index] == character, next < endIndex, self[next] == character { return index }
            index = next
        }
        return nil
    }
}
