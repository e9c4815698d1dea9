import EventLoops
import Glibc
import InteropTesting
import ProtoRuntime

/// The server of the gRPC interoperability tests, with the flags that all languages have.
@main
struct InteropServerProgram {
    private static let accepted = [
        Flags.Definition("host", "127.0.0.1", "the address to listen on"),
        Flags.Definition("port", "10000", "the port to listen on; 0 lets the system choose"),
        Flags.Definition("unix", "", "listen on this Unix domain socket instead"),
        Flags.Definition("use_tls", "false", "whether connections are secured"),
        Flags.Definition("tls_cert_file", "", "the PEM file of the server's certificate, with --use_tls"),
        Flags.Definition("tls_key_file", "", "the PEM file of its key, with --use_tls"),
        Flags.Definition("client_ca_file", "", "the PEM file of the authority of certificates that clients must show; empty: none"),
        Flags.Definition("max_request_size", "4194304", "the largest request message, in bytes"),
        Flags.Definition("max_concurrent_streams", "0", "streams of one connection at a time; 0 means any number"),
        Flags.Definition("max_connection_age_ms", "0", "after how many milliseconds a connection ends gracefully; 0 means never"),
        Flags.Definition("strict_pings", "false", "end connections that ping more than once in five minutes"),
        Flags.Definition("loops", "1", "event loops"),
        Flags.Definition("channelz", "false", "offer channelz, too"),
    ]

    /// What benchmarks ask for: a debug build is not worth measuring.
    #if DEBUG
        private static let build = "debug"
    #else
        private static let build = "release"
    #endif

    /// The main thread does nothing but wait for signals.
    static func main() {
        do {
            let flags = try Flags(CommandLine.arguments.dropFirst(), accepted: accepted)
            if flags.wantsHelp {
                print(
                    Flags.help(
                        "interop-server", "Serves grpc.testing.TestService until it gets SIGTERM or SIGINT.", accepted: accepted,
                        example: "interop-server --port=10000"), terminator: "")
                return
            }
            try serve(flags)
        } catch let failure as Flags.Failure {
            leave(2, "error: \(failure)")
        } catch {
            leave(1, "error: \(error)")
        }
    }

    private static func leave(_ status: Int32, _ message: String) -> Never {
        let text = "\(message)\n"
        _ = write(STDERR_FILENO, text, text.utf8.count)
        exit(status)
    }

    private static func serve(_ flags: Flags) throws {
        ProcessMemory.keepFreed(bytes: 16 << 20)
        // Blocked before any thread starts, so that only this one sees them.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        let loops = try EventLoopGroup(count: try flags.number("loops"), name: "interop")
        let health = HealthService(serving: ["grpc.testing.TestService"])
        var services = [TestingAPI.definition(of: InteropService(loop: loops.loops[0])), health.definition]
        var configuration = try configuration(flags)
        if try flags.bool("channelz") {
            let channelz = ChannelzRegistry()
            configuration.channelz = channelz
            services.append(channelz.definition)
        }
        services += ReflectionService(describing: services).definitions
        let server = try Server.start(at: try address(flags), services: services, loops: loops, configuration: configuration)
        print("listening on \(server.address)\ncompiled for \(Self.build)")
        fflush(nil)

        var signal: Int32 = 0
        sigwait(&signals, &signal)
        health.shutdown()
        Task.detached {
            await server.shutdown(grace: Duration.seconds(10))
            exit(0)
        }
        // A second signal ends the program at once.
        sigwait(&signals, &signal)
    }

    private static func address(_ flags: Flags) throws -> SocketAddress {
        let path = flags.text("unix")
        return path.isEmpty ? .host(flags.text("host"), port: try flags.number("port")) : .unix(path: path)
    }

    private static func configuration(_ flags: Flags) throws -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.maximumRequestSize = try flags.number("max_request_size")
        let streams = try flags.number("max_concurrent_streams")
        configuration.http2.maximumConcurrentStreams = streams == 0 ? nil : UInt32(clamping: streams)
        let age = try flags.number("max_connection_age_ms")
        configuration.lifetime.maximumAge = age == 0 ? nil : .milliseconds(age)
        if try flags.bool("strict_pings") { configuration.pingPolicy = .strict() }
        if try flags.bool("use_tls") {
            let identity = TLSIdentity.files(certificateChain: flags.text("tls_cert_file"), privateKey: flags.text("tls_key_file"))
            let authority = flags.text("client_ca_file")
            configuration.tls = try TLSServerContext(
                ServerTLSConfiguration(identity: identity, clientCertificates: authority.isEmpty ? .ignored : .required(.file(authority))))
        }
        return configuration
    }
}
