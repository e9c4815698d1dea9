/// The values of a command's flags, each from where it is said first: the command line, the environment, `.env`, the default.
struct Settings: Sendable {
    /// Where a value came from.
    enum Source: Sendable, Hashable {
        case commandLine
        case environment(variable: String)
        case dotEnv(variable: String)
        case fallback
    }

    private struct Given: Sendable {
        var texts: [String]
        var source: Source
    }

    private let given: [String: Given]

    /// Looks every declared flag up.
    /// - Parameters:
    ///   - arguments: what the command line says.
    ///   - flags: the flags of the command and of those above it.
    ///   - environment: the value of a variable; an empty one counts as unset.
    ///   - dotEnv: the variables of the `.env` file.
    /// - Throws: `UsageError.invalidValue` for a variable whose value its flag does not accept.
    init(
        _ arguments: ParsedArguments, flags: [FlagDeclaration], environment: (String) -> String?, dotEnv: DotEnv
    ) throws(UsageError) {
        var given: [String: Given] = [:]
        for flag in flags {
            if let texts = arguments.values[flag.name] {
                given[flag.name] = Given(texts: texts, source: .commandLine)
            } else if let (variable, text) = Self.first(of: flag.variables, in: environment) {
                given[flag.name] = Given(texts: [try Self.checked(text, flag, variable)], source: .environment(variable: variable))
            } else if let (variable, text) = Self.first(of: flag.variables, in: { dotEnv[$0] }) {
                given[flag.name] = Given(texts: [try Self.checked(text, flag, "\(variable) in .env")], source: .dotEnv(variable: variable))
            }
        }
        self.given = given
    }

    /// The value of a flag.
    subscript<Value>(flag: Flag<Value>) -> Value {
        // Every text was checked when it was taken.
        given[flag.declaration.name].flatMap { try? flag.read($0.texts) } ?? flag.fallback
    }

    /// Where the value of a flag came from.
    func source<Value>(of flag: Flag<Value>) -> Source {
        given[flag.declaration.name]?.source ?? .fallback
    }

    private static func first(of variables: [String], in lookUp: (String) -> String?) -> (variable: String, text: String)? {
        for variable in variables {
            if let text = lookUp(variable), !text.isEmpty { return (variable, text) }
        }
        return nil
    }

    private static func checked(_ text: String, _ flag: FlagDeclaration, _ origin: String) throws(UsageError) -> String {
        do throws(InvalidValue) {
            try flag.check([text])
            return text
        } catch {
            throw .invalidValue(origin: origin, error)
        }
    }
}
