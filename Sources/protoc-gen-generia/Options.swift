/// What `--generia_opt=key=value,…` may say.
struct Options {
    enum Runtime: String, CaseIterable {
        /// The generated module imports ProtoRuntime.
        case imported
        /// The generated code is part of ProtoRuntime.
        case own
    }

    enum Visibility: String, CaseIterable {
        case `public`
        case `internal`
    }

    /// Where the Swift files go, relative to the output directory.
    var swift = "Swift"
    /// Where the C files go, relative to the output directory; its last component is the C module's name.
    var c = "C"
    /// A package in front of all packages in C, so that two versions of one package can be linked into one program; empty for none.
    var cPackage = ""
    var runtime = Runtime.imported
    var visibility = Visibility.public

    /// The name of the C module.
    var cModule: String { c.split(separator: "/").last.map(String.init) ?? c }

    /// Reads the parameter of a request.
    /// - Throws: ``GeneratorError`` naming the first key or value that is not accepted.
    init(parsing parameter: String) throws(GeneratorError) {
        for option in parameter.split(separator: ",") {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw GeneratorError("option '\(option)' has no value (accepted: key=value)") }
            try set(parts[0], to: parts[1])
        }
    }

    private mutating func set(_ key: String, to value: String) throws(GeneratorError) {
        switch key {
        case "swift": swift = try Self.directory(value, of: key)
        case "c": c = try Self.directory(value, of: key)
        case "c-package": cPackage = try Self.identifier(value, of: key)
        case "runtime": runtime = try Self.choice(value, of: key)
        case "visibility": visibility = try Self.choice(value, of: key)
        default: throw GeneratorError("unknown option '\(key)' (accepted: swift, c, c-package, runtime, visibility)")
        }
    }

    private static func directory(_ value: String, of key: String) throws(GeneratorError) -> String {
        let components = value.split(separator: "/", omittingEmptySubsequences: false)
        guard components.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw GeneratorError("option '\(key)': '\(value)' is not a relative directory without '.' and '..'")
        }
        return value
    }

    private static func identifier(_ value: String, of key: String) throws(GeneratorError) -> String {
        let isAccepted = value.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) }
        guard isAccepted, let first = value.first, first.isLetter else {
            throw GeneratorError("option '\(key)': '\(value)' is no name (accepted: small letters and digits, beginning with a letter)")
        }
        return value
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: String, of key: String
    ) throws(GeneratorError) -> Choice {
        guard let choice = Choice(rawValue: value) else {
            let accepted = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw GeneratorError("option '\(key)': unknown value '\(value)' (accepted: \(accepted))")
        }
        return choice
    }
}
