/// The command-line flags of the interoperability programs: `--name=value` or `--name value`, as in the programs of other languages.
public struct Flags: Sendable {
    /// A flag that cannot be accepted.
    public struct Failure: Error, CustomStringConvertible {
        /// What was wrong, and what is accepted.
        public let description: String

        /// - Parameter description: what was wrong, and what is accepted.
        public init(_ description: String) { self.description = description }
    }

    /// A flag as `--help` shows it.
    public struct Definition: Sendable {
        /// The name without the dashes.
        public let name: String
        /// The value when the flag is not given.
        public let standard: String
        /// What it does.
        public let help: String

        /// Defines a flag.
        public init(_ name: String, _ standard: String, _ help: String) {
            self.name = name
            self.standard = standard
            self.help = help
        }
    }

    /// Whether `--help` was given.
    public let wantsHelp: Bool
    private let values: [String: String]

    /// Reads the arguments of a program.
    /// - Throws: `Failure` for an unknown flag, a missing value, or an argument that is no flag.
    public init(_ arguments: some Sequence<String>, accepted: [Definition]) throws(Failure) {
        var values: [String: String] = [:]
        for definition in accepted { values[definition.name] = definition.standard }
        var wantsHelp = false
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--help" || argument == "-h" {
                wantsHelp = true
                continue
            }
            let parts = argument.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? ""
            guard argument.hasPrefix("-"), values[name] != nil else {
                let names = accepted.map { "--\($0.name)" }.joined(separator: ", ")
                throw Failure("unknown argument '\(argument)' (accepted: \(names), --help)")
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw Failure("--\(name) has no value")
            }
            values[name] = value
        }
        self.values = values
        self.wantsHelp = wantsHelp
    }

    /// The text of a flag; empty for one that was not defined.
    public func text(_ name: String) -> String { values[name] ?? "" }

    /// The number of a flag.
    /// - Throws: `Failure` when it is not a whole number of 0 or more.
    public func number(_ name: String) throws(Failure) -> Int {
        guard let number = Int(text(name)), number >= 0 else {
            throw Failure("--\(name): '\(text(name))' is not a whole number of 0 or more")
        }
        return number
    }

    /// The truth of a flag.
    /// - Throws: `Failure` when it is not `true` or `false`.
    public func bool(_ name: String) throws(Failure) -> Bool {
        guard let value = Bool(text(name)) else { throw Failure("--\(name): '\(text(name))' is not true or false") }
        return value
    }

    /// The text of `--help`.
    public static func help(_ program: String, _ summary: String, accepted: [Definition], example: String) -> String {
        let width = (accepted.map(\.name.count).max() ?? 0) + 2
        let lines = accepted.map { flag in
            let name = "--\(flag.name)"
            let standard = flag.standard.isEmpty ? "" : " (default: \(flag.standard))"
            return "  \(name)\(String(repeating: " ", count: width - name.count + 2))\(flag.help)\(standard)"
        }
        return "usage: \(program) [flags]\n\n\(summary)\n\n\(lines.joined(separator: "\n"))\n\nexample:\n  \(example)\n"
    }
}
