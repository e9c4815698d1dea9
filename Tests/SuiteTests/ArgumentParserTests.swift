import Testing

@testable import generia

private enum Fruit: String, CaseIterable { case apple, pear }

private enum Sample {
    static let count = Flag<Int>.number("count", in: 1...9, default: 3, also: ["PLATFORM_COUNT"], "how many")
    static let name = Flag<String?>.text("name", "TEXT", "what it is called")
    static let fast = Flag<Bool>.toggle("fast", letter: "f", "hurry")
    static let fruit = Flag<Fruit>.choice("fruit", letter: "t", default: .apple, "which")
    static let parts = Flag<[Fruit]>.words("parts", "PART,…", "several")

    static let child = Command(
        name: "make", purpose: "make something", arguments: ["THING"],
        flags: [.init(title: "making", declarations: [name.declaration, fast.declaration, fruit.declaration, parts.declaration])],
        examples: [.init(command: "tool make x", meaning: "one"), .init(command: "tool make y -f", meaning: "another")],
        exitCodes: [.notFound])
    static let root = Command(
        name: "tool", purpose: "a tool for tests", flags: [.init(title: "common", declarations: [count.declaration])],
        subcommands: [child, Command(name: "break", purpose: "break something", examples: [])],
        examples: [.init(command: "tool make x", meaning: "first"), .init(command: "tool break", meaning: "second")])

    static let flags = [count.declaration, name.declaration, fast.declaration, fruit.declaration, parts.declaration]

    static func parse(_ line: String) throws(UsageError) -> ParsedArguments {
        try ArgumentParser.parse(line.split(separator: " ").map(String.init), root: root).0
    }

    static func settings(
        _ line: String, environment: [String: String] = [:], dotEnv: String = ""
    ) throws(UsageError) -> Settings {
        try Settings(parse(line), flags: flags, environment: { environment[$0] }, dotEnv: DotEnv(parsing: dotEnv))
    }
}

@Suite("Arguments")
struct ArgumentParserTests {
    @Test(arguments: [
        "make x --name bell --count 5 -f", "make x --name=bell --count=5 --fast", "--count=5 make --name bell x -f",
        "make --fast=true --count 2 --count 5 --name bell -- x", "--count 5 make -f=yes --name=bell x",
    ])
    func spellingsMeanTheSame(line: String) throws {
        let parsed = try Sample.parse(line)
        #expect(parsed.path == ["make"])
        #expect(parsed.positionals == ["x"])
        let settings = try Sample.settings(line)
        #expect(settings[Sample.count] == 5)
        #expect(settings[Sample.name] == "bell")
        #expect(settings[Sample.fast])
    }

    @Test func shortFlagsMayBeJoined() throws {
        let settings = try Sample.settings("make x -ft pear")
        #expect(settings[Sample.fast] && settings[Sample.fruit] == .pear)
        #expect(try Sample.settings("make x -tpear")[Sample.fruit] == .pear)
        #expect(try Sample.settings("make x -t=pear")[Sample.fruit] == .pear)
    }

    @Test func valuesMayBeEmptyOrLookLikeFlags() throws {
        #expect(try Sample.settings("make x --name=")[Sample.name] == "")
        #expect(try Sample.settings("make x --name --fast")[Sample.name] == "--fast")
        #expect(try Sample.parse("make -- --fast").positionals == ["--fast"])
        #expect(try Sample.parse("make -").positionals == ["-"])
    }

    @Test func listsAreSplitAndJoined() throws {
        #expect(try Sample.settings("make x --parts apple,pear --parts apple")[Sample.parts] == [.apple, .pear, .apple])
        #expect(throws: UsageError.invalidValue(origin: "--parts", InvalidValue(text: "", accepted: "apple, pear"))) {
            try Sample.settings("make x --parts apple,")
        }
    }

    @Test func mistakesAreNamed() {
        #expect(throws: UsageError.unknownFlag("--cuont", suggestion: "--count")) { try Sample.parse("make --cuont 1") }
        #expect(throws: UsageError.unknownFlag("--zzz", suggestion: nil)) { try Sample.parse("make --zzz=1") }
        #expect(throws: UsageError.unknownFlag("-x", suggestion: nil)) { try Sample.parse("make -x") }
        #expect(throws: UsageError.unknownFlag("--name", suggestion: nil)) { try Sample.parse("break --name x") }
        #expect(throws: UsageError.unknownCommand("mkae", suggestion: "make", known: ["make", "break"])) { try Sample.parse("mkae") }
        #expect(throws: UsageError.missingValue(flag: "--count", placeholder: "--count N")) { try Sample.parse("make --count") }
        #expect(throws: UsageError.invalidValue(origin: "--count", InvalidValue(text: "10", accepted: "1…9"))) {
            try Sample.parse("make --count 10")
        }
        #expect(throws: UsageError.invalidValue(origin: "--fast", InvalidValue(text: "maybe", accepted: "true or false"))) {
            try Sample.parse("make --fast=maybe")
        }
    }

    @Test func helpIsSeenAnywhere() throws {
        for line in ["--help", "make -h", "make x --help", "make --name a --help"] { #expect(try Sample.parse(line).wantsHelp) }
        #expect(try !Sample.parse("make -- --help").wantsHelp)
    }

    @Test(arguments: [("up", "upp"), ("count", "cuont"), ("characters", "charcters"), ("port-base", "port")])
    func slipsAreNear(meant: String, typed: String) {
        #expect(Suggestion.nearest(to: typed, among: ["other", meant, "another"]) == meant)
    }

    @Test func strangersAreNotSuggested() {
        #expect(Suggestion.nearest(to: "q", among: ["up", "demo"]) == nil)
        #expect(Suggestion.nearest(to: "bananas", among: ["up", "demo", "generate"]) == nil)
    }
}

@Suite("Settings")
struct SettingsTests {
    @Test func theNearestSourceWins() throws {
        let dotEnv = "GENERIA_COUNT=6\nPLATFORM_COUNT=7"
        let variables = ["GENERIA_COUNT": "4", "PLATFORM_COUNT": "5"]
        let flag = try Sample.settings("make x --count 2", environment: variables, dotEnv: dotEnv)
        #expect(flag[Sample.count] == 2 && flag.source(of: Sample.count) == .commandLine)
        let own = try Sample.settings("make x", environment: variables, dotEnv: dotEnv)
        #expect(own[Sample.count] == 4 && own.source(of: Sample.count) == .environment(variable: "GENERIA_COUNT"))
        let platform = try Sample.settings("make x", environment: ["PLATFORM_COUNT": "5"], dotEnv: dotEnv)
        #expect(platform[Sample.count] == 5 && platform.source(of: Sample.count) == .environment(variable: "PLATFORM_COUNT"))
        let file = try Sample.settings("make x", dotEnv: dotEnv)
        #expect(file[Sample.count] == 6 && file.source(of: Sample.count) == .dotEnv(variable: "GENERIA_COUNT"))
        let fallback = try Sample.settings("make x")
        #expect(fallback[Sample.count] == 3 && fallback.source(of: Sample.count) == .fallback)
    }

    @Test func emptyVariablesAreUnset() throws {
        let settings = try Sample.settings("make x", environment: ["GENERIA_COUNT": "", "PLATFORM_COUNT": "5"])
        #expect(settings[Sample.count] == 5)
    }

    @Test func wrongVariablesAreNamed() {
        #expect(throws: UsageError.invalidValue(origin: "GENERIA_COUNT", InvalidValue(text: "many", accepted: "1…9"))) {
            try Sample.settings("make x", environment: ["GENERIA_COUNT": "many"])
        }
        #expect(throws: UsageError.invalidValue(origin: "PLATFORM_COUNT in .env", InvalidValue(text: "0", accepted: "1…9"))) {
            try Sample.settings("make x", dotEnv: "PLATFORM_COUNT=0")
        }
    }

    @Test func dotEnvIsReadAsShellsDo() {
        let file = DotEnv(
            parsing: """
                # a comment
                PLAIN=value
                SPACED =  two words  # and a comment
                export EXPORTED=yes
                SINGLE='as # it \\n is'
                DOUBLE="a \\"quoted\\" \\\\ line\\nand more" # comment
                HASH=a#b
                EMPTY=
                no assignment
                BAD-NAME=x
                PLAIN=last\r
                """)
        #expect(file["PLAIN"] == "last")
        #expect(file["SPACED"] == "two words")
        #expect(file["EXPORTED"] == "yes")
        #expect(file["SINGLE"] == "as # it \\n is")
        #expect(file["DOUBLE"] == "a \"quoted\" \\ line\nand more")
        #expect(file["HASH"] == "a#b")
        #expect(file["EMPTY"] == "")
        #expect(file["BAD-NAME"] == nil)
        #expect(DotEnv(parsing: "\u{FEFF}FIRST=1\nSECOND=2")["FIRST"] == "1")
    }

    @Test func helpFollowsFromTheDeclarations() {
        let expected = """
            tool make: make something

            usage: tool make [flags] THING

            making:
              --name TEXT
                    what it is called [GENERIA_NAME]
              -f, --fast
                    hurry [GENERIA_FAST]
              -t, --fruit apple|pear
                    which [default apple; GENERIA_FRUIT]
              --parts PART,…
                    several [repeatable; GENERIA_PARTS]

            common:
              --count N
                    how many [default 3; GENERIA_COUNT, PLATFORM_COUNT]

            examples:
              # one
              tool make x
              # another
              tool make y -f

            exit codes:
              0    fine
              2    the command line is wrong
              13   not found
              14   the machine: a port is taken, a file or directory cannot be used, the results cannot be written
              20   any other failure

            order: flag, environment variable, .env in the working directory, default

            """
        #expect(HelpText.render(Sample.child, path: ["tool", "make"], inherited: Sample.root.flags) == expected)
        #expect(HelpText.render(Sample.root, path: ["tool"]).contains("commands:\n  make   make something\n  break  break something\n"))
    }
}

@Suite("Declarations")
struct DeclarationTests {
    private static let commands = RootCommand.command.subcommands

    @Test(arguments: commands)
    func flagsOfACommandDoNotClash(command: Command) {
        let flags = (RootCommand.command.flags + command.flags).flatMap(\.declarations)
        #expect(Set(flags.map(\.name)).count == flags.count)
        let letters = flags.compactMap(\.letter)
        #expect(Set(letters).count == letters.count && !letters.contains("h"))
        let variables = flags.flatMap(\.variables)
        #expect(Set(variables).count == variables.count)
    }

    @Test(arguments: commands)
    func helpIsComplete(command: Command) {
        #expect(command.examples.count == 2)
        let flags = command.flags.flatMap(\.declarations)
        for line in [command.purpose] + flags.map(\.summary) {
            #expect(!line.isEmpty && !line.hasSuffix(".") && line.first?.isUppercase != true || line.hasPrefix("LLM"))
        }
    }

    @Test func defaultsShownAreAccepted() throws {
        for flag in Self.commands.flatMap(\.flags).flatMap(\.declarations) {
            guard let text = flag.fallbackText, !text.contains(" ") else { continue }
            try flag.check([text])
        }
    }
}
