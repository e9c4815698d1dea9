import JSONModel

/// Why a command did not do what it was asked to.
struct CommandError: Error, Hashable {
    let code: ExitCode
    /// What was wrong, beginning in lower case and without a full stop.
    let message: String
    /// What is accepted, or how to mend it.
    let hint: String

    init(_ code: ExitCode, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    init(_ error: UsageError) {
        self.init(.usage, error.message, hint: error.hint)
    }

    /// `error: <message> (<hint>)`
    var text: String { "error: \(message) (\(hint))" }

    /// `{"error":{"kind":…,"code":…,"message":…,"hint":…}}`
    var json: JSONValue {
        [
            "error": [
                "kind": .string(code.kind), "code": .int(Int(code.rawValue)), "message": .string(message), "hint": .string(hint),
            ]
        ]
    }
}
