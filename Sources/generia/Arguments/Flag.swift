/// One flag of the command line together with the type of its value.
///
/// Flags are declared once, as static members beside the command that reads them; parsing, environment variables, help and suggestions
/// all follow from the declaration.
struct Flag<Value: Sendable>: Sendable {
    let declaration: FlagDeclaration
    /// The value when neither the command line nor a variable gives one.
    let fallback: Value
    /// Turns the texts that were given, at least one, into the value.
    let read: @Sendable ([String]) throws(InvalidValue) -> Value

    private init(
        _ name: String, letter: Character? = nil, kind: FlagDeclaration.Kind, also variables: [String] = [], summary: String,
        fallback: Value, fallbackText: String?, read: @escaping @Sendable ([String]) throws(InvalidValue) -> Value
    ) {
        self.fallback = fallback
        self.read = read
        declaration = FlagDeclaration(
            name: name, letter: letter, kind: kind, summary: summary, fallbackText: fallbackText,
            variables: [FlagDeclaration.ownVariable(for: name)] + variables,
            check: { texts throws(InvalidValue) in _ = try read(texts) })
    }
}

/// What can be said about a flag without knowing the type of its value.
struct FlagDeclaration: Sendable {
    enum Kind: Sendable, Hashable {
        /// On or off; stands alone.
        case toggle
        /// Takes one value, called by the given word in help. When repeated, the last one counts.
        case value(String)
        /// May be repeated, every value counts.
        case list(String)
    }

    /// The long name, without dashes.
    let name: String
    /// The short name, as in `-o`.
    let letter: Character?
    let kind: Kind
    /// What the flag is for, in one line without a full stop.
    let summary: String
    /// The default as help shows it.
    let fallbackText: String?
    /// The environment variables that set it, the most specific first.
    let variables: [String]
    /// Throws when the texts are no value of this flag.
    let check: @Sendable ([String]) throws(InvalidValue) -> Void

    /// The variable that belongs to a flag: `GENERIA_PORT_BASE` for `port-base`.
    static func ownVariable(for name: String) -> String {
        "GENERIA_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

/// A text that is no value of a flag.
struct InvalidValue: Error, Hashable {
    /// The offending text.
    let text: String
    /// What would have been accepted.
    let accepted: String
}

// MARK: Kinds of flags

extension Flag {
    /// A flag that is on or off.
    static func toggle(_ name: String, letter: Character? = nil, also variables: [String] = [], _ summary: String) -> Flag
    where Value == Bool {
        Flag(name, letter: letter, kind: .toggle, also: variables, summary: summary, fallback: false, fallbackText: nil) {
            texts throws(InvalidValue) in try Truth.read(texts.last ?? "")
        }
    }

    /// A flag with a text.
    static func text(
        _ name: String, _ placeholder: String, default fallback: String, also variables: [String] = [], _ summary: String
    ) -> Flag where Value == String {
        Flag(
            name, kind: .value(placeholder), also: variables, summary: summary, fallback: fallback,
            fallbackText: fallback.isEmpty ? nil : fallback
        ) { $0.last ?? "" }
    }

    /// A flag with a text that may be absent.
    static func text(_ name: String, _ placeholder: String, also variables: [String] = [], _ summary: String) -> Flag
    where Value == String? {
        Flag(name, kind: .value(placeholder), also: variables, summary: summary, fallback: nil, fallbackText: nil) { $0.last }
    }

    /// A flag with a whole number of a range.
    static func number(
        _ name: String, _ placeholder: String = "N", in range: ClosedRange<Int>, default fallback: Int, also variables: [String] = [],
        _ summary: String
    ) -> Flag where Value == Int {
        Flag(
            name, kind: .value(placeholder), also: variables, summary: summary, fallback: fallback, fallbackText: String(fallback)
        ) { texts throws(InvalidValue) in try Number.read(texts.last ?? "", in: range) }
    }

    /// A flag with a whole number of a range that may be absent.
    static func number(
        _ name: String, _ placeholder: String = "N", in range: ClosedRange<Int>, also variables: [String] = [], fallbackText: String? = nil,
        _ summary: String
    ) -> Flag where Value == Int? {
        Flag(name, kind: .value(placeholder), also: variables, summary: summary, fallback: nil, fallbackText: fallbackText) {
            texts throws(InvalidValue) in try Number.read(texts.last ?? "", in: range)
        }
    }

    /// A flag with one of a few words.
    static func choice(
        _ name: String, letter: Character? = nil, default fallback: Value, also variables: [String] = [], _ summary: String
    ) -> Flag where Value: CaseIterable & RawRepresentable<String> {
        Flag(
            name, letter: letter, kind: .value(Word<Value>.all(separatedBy: "|")), also: variables, summary: summary, fallback: fallback,
            fallbackText: fallback.rawValue
        ) { texts throws(InvalidValue) in try Word.read(texts.last ?? "") }
    }

    /// A flag with a comma-separated list of words, which may also be repeated.
    static func words<Element: Sendable>(_ name: String, _ placeholder: String, _ summary: String) -> Flag
    where Value == [Element], Element: CaseIterable & RawRepresentable<String> {
        Flag(name, kind: .list(placeholder), summary: summary, fallback: [], fallbackText: nil) { texts throws(InvalidValue) in
            var words: [Element] = []
            for text in texts {
                for word in text.split(separator: ",", omittingEmptySubsequences: false) { words.append(try Word.read(String(word))) }
            }
            return words
        }
    }

    /// A flag whose value is read in a way of its own.
    static func value(
        _ name: String, _ placeholder: String, default fallback: Value, shownAs fallbackText: String?, also variables: [String] = [],
        _ summary: String, read: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) -> Flag {
        Flag(name, kind: .value(placeholder), also: variables, summary: summary, fallback: fallback, fallbackText: fallbackText) {
            texts throws(InvalidValue) in try read(texts.last ?? "")
        }
    }

    /// A flag that may be repeated and whose values are read in a way of their own.
    static func list<Element: Sendable>(
        _ name: String, _ placeholder: String, _ summary: String, read: @escaping @Sendable (String) throws(InvalidValue) -> Element
    ) -> Flag where Value == [Element] {
        Flag(name, kind: .list(placeholder), summary: summary, fallback: [], fallbackText: nil) { texts throws(InvalidValue) in
            var values: [Element] = []
            for text in texts { values.append(try read(text)) }
            return values
        }
    }
}

// MARK: Readers

enum Truth {
    static func read(_ text: String) throws(InvalidValue) -> Bool {
        switch text.lowercased() {
        case "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: throw InvalidValue(text: text, accepted: "true or false")
        }
    }
}

enum Number {
    static func read(_ text: String, in range: ClosedRange<Int>) throws(InvalidValue) -> Int {
        guard let number = Int(text), range.contains(number) else {
            let accepted = range.upperBound == .max ? "a whole number from \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
            throw InvalidValue(text: text, accepted: accepted)
        }
        return number
    }
}

enum Word<Value: CaseIterable & RawRepresentable<String>> {
    static func read(_ text: String) throws(InvalidValue) -> Value {
        guard let value = Value(rawValue: text) else { throw InvalidValue(text: text, accepted: all(separatedBy: ", ")) }
        return value
    }

    static func all(separatedBy separator: String) -> String {
        Value.allCases.map(\.rawValue).joined(separator: separator)
    }
}
