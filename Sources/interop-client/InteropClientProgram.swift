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
        Flags.Definition("server_host_override", "", "the name that the server's certificate must be for, in place of --server_host"),
        Flags.Definition("use_tls", "false", "whether connections are secured"),
        Flags.Definition("use_test_ca", "false", "whether --ca_file names the only authority that is trusted, in place of the system's"),
        Flags.Definition("ca_file", "", "the PEM file of the authority"),
        Flags.Definition("tls_cert_file", "", "the PEM file of the client's certificate; empty: none"),
        Flags.Definition("tls_key_file", "", "the PEM file of its key"),
        Flags.Definition("test_case", "large_unary", "the case to run, or several with commas, or all"),
        Flags.Definition("soak_iterations", "100", "calls of the soak cases"),
        Flags.Definition("concurrency", "1000", "calls of concurrent_large_unary at the same time"),
        Flags.Definition("method", "UnaryCall", "the method that the case probe calls"),
        Flags.Definition("requests", "1", "requests of the case probe, where they are streamed"),
        Flags.Definition("request_size", "0", "bytes of the payload of a request of the case probe"),
        Flags.Definition("timeout_ms", "5000", "timeout of the case probe, in milliseconds"),
        Flags.Definition("cancel_after_ms", "0", "when the call of the case probe is cancelled, in milliseconds; 0: never"),
        Flags.Definition("metadata", "", "metadata of the case probe: key:value, several with commas"),
        Flags.Definition("compress", "false", "whether the case probe compresses its requests with gzip"),
    ]

    static func main() async {
        do {
            let flags = try Flags(CommandLine.arguments.dropFirst(), accepted: accepted)
            if flags.wantsHelp {
                let cases = InteropCase.allCases.map(\.rawValue).joined(separator: ", ")
                print(
                    Flags.help(
                        "interop-client",
                        "Runs interoperability tests against a server. Cases: \(cases). The case probe makes one call and reports it.",
                        accepted: accepted,
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
        let configuration = try configuration(flags)
        let makeChannel: @Sendable () -> HTTP2Channel = {
            HTTP2Channel(host: host, port: port, loop: loop, configuration: configuration)
        }
        if flags.text("test_case") == "probe" {
            let channel = makeChannel()
            for line in try await probe(flags).run(on: channel, loop: loop) { print(line) }
            // The reset of a cancelled call is sent before the process ends.
            await channel.shutdown()
            return true
        }
        let (iterations, concurrency) = (try flags.number("soak_iterations"), try flags.number("concurrency"))
        var isGood = true
        for testCase in try cases(flags.text("test_case")) {
            do {
                let client = try InteropClient(
                    loop: loop, iterations: iterations, concurrency: concurrency, makeChannel: makeChannel)
                try await client.run(testCase)
                print("\(testCase.rawValue): ok")
            } catch {
                isGood = false
                print("\(testCase.rawValue): FAILED: \(error)")
            }
        }
        return isGood
    }

    private static func configuration(_ flags: Flags) throws -> ChannelConfiguration {
        var configuration = ChannelConfiguration()
        let override = flags.text("server_host_override")
        if !override.isEmpty { configuration.authority = override }
        guard try flags.bool("use_tls") else { return configuration }
        var tls = ClientTLSConfiguration()
        if try flags.bool("use_test_ca") { tls.trustRoots = .file(flags.text("ca_file")) }
        if !override.isEmpty { tls.serverName = override }
        let certificate = flags.text("tls_cert_file")
        if !certificate.isEmpty { tls.identity = .files(certificateChain: certificate, privateKey: flags.text("tls_key_file")) }
        configuration.tls = try TLSClientContext(tls)
        return configuration
    }

    private static func probe(_ flags: Flags) throws(Flags.Failure) -> Probe {
        guard let method = Probe.Method(rawValue: flags.text("method")) else {
            let names = Probe.Method.allCases.map(\.rawValue).joined(separator: ", ")
            throw Flags.Failure("--method: there is no method '\(flags.text("method"))' (accepted: \(names))")
        }
        var options = CallOptions(timeout: .milliseconds(try flags.number("timeout_ms")))
        for pair in flags.text("metadata").split(separator: ",") {
            let parts = pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw Flags.Failure("--metadata: '\(pair)' is not of the form key:value") }
            let (key, value) = (String(parts[0]), String(parts[1]))
            // What cannot be metadata is left out, which is one of the things that are probed.
            if key.hasSuffix("-bin") { options.metadata.addBinary(key, Array(value.utf8)) } else { options.metadata.add(key, value) }
        }
        if try flags.bool("compress") { options.compression = .gzip }
        var probe = Probe(method, options: options)
        probe.requests = try flags.number("requests")
        let cancellation = try flags.number("cancel_after_ms")
        probe.cancellation = cancellation == 0 ? nil : .milliseconds(cancellation)
        probe.requestSize = try flags.number("request_size")
        return probe
    }
}
