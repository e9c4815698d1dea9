import JSONModel

/// `generia version`
enum VersionCommand {
    /// The version of the program (https://semver.org).
    static let version = "0.1.0"

    static let command = Command(
        name: "version",
        purpose: "print the version",
        examples: [
            .init(command: "generia version", meaning: "for people"),
            .init(command: "generia version -o json", meaning: "for scripts"),
        ],
        run: { invocation in
            let console = invocation.console
            if console.format == .text {
                console.say("generia \(version)")
            } else {
                console.printJSON(["name": "generia", "version": .string(version)])
            }
            return .fine
        })
}
