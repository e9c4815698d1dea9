import EventLoops
import Glibc
import InteropTesting
import ProtoRuntime

/// The client of the gRPC interoperability tests, with the flags that all languages have.
@main
struct InteropClientProgram {
    private static let accepted = [
        Flags.Definition("server_host", "127.0.0.1", "the server's name or address"),
        Flags.Definition("server_port", "10000", "the server's port"),
        Flags.Definition("test_case", "large_unary", "the case to run, or several with commas, or all"),
        Flags.Definition("soak_iterations", "100", "calls of the soak cases"),
    ]

    static func main() async {
        do {
            let flags = try Flags(CommandLine.arguments.dropFirst(), accepted: accepted)
            if flags.wantsHelp {
                let cases = InteropCase.allCases.map(\.rawValue).joined(separator: ", ")
                print(
                    Flags.help(
                        "interop-client", "Runs interoperability tests against a server. Cases: \(cases).", accepted: accepted,
                        example: "interop-client --server_port=10000 --test_case=ping_pong"), terminator: "")
                return
            }
            exit(try await run(flags) ? 0 : 1)
        } catch {
            let text = "error: \(error)\n"
            _ = write(STDERR_FILENO, text, text.utf8.count)
            exit(2)
        }
    }

    private static func cases(_ names: String) throws(Flags.Failure) -> [InteropCase] {
        // The cases of misbehaving servers need those servers.
        if names == "all" { return InteropCase.allCases.filter { !$0.isNegative } }
        var cases: [InteropCase] = []
        for name in names.split(separator: ",") {
            guard let found = InteropCase(rawValue: String(name)) else {
                throw Flags.Failure("--test_case: there is no case '\(name)' (accepted: see --help)")
            }
            cases.append(found)
        }
        return cases
    }

    private static func run(_ flags: Flags) async throws -> Bool {
        let loop = try EventLoop(name: "interop")
        let (host, port) = (flags.text("server_host"), try flags.number("server_port"))
        var isGood = true
        for testCase in try cases(flags.text("test_case")) {
            do {
                let client = try InteropClient(loop: loop, iterations: try flags.number("soak_iterations")) {
                    HTTP2Channel(host: host, port: port, loop: loop)
                }
                try await client.run(testCase)
                print("\(testCase.rawValue): ok")
            } catch {
                isGood = false
                print("\(testCase.rawValue): FAILED: \(error)")
            }
        }
        return isGood
    }
}
