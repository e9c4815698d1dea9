import ConsulDiscovery
import EventLoops
import GeneriaAPI
import HTTPClient
import ProtoRuntime
import Suite

/// A connection to the WorldService of a running suite.
struct PlatformConnection: Sendable {
    /// How long a call may take.
    private static let timeout = Duration.seconds(10)
    private static let accepted = "HOST:PORT, unix:PATH or consul://AGENT:PORT/SERVICE"

    let world: WorldAPI.WorldServiceClient
    let address: String
    let loop: EventLoop
    private let channel: HTTP2Channel

    /// Prepares a connection to the suite that the flags name; nothing is sent yet.
    /// - Throws: `CommandError` with `cannotConnect` when the flags lead to no running suite.
    init(_ settings: Settings) throws(CommandError) {
        if let target = settings[TargetFlags.target] {
            try self.init(address: target)
        } else {
            try self.init(address: Self.address(inStateFile: settings[TargetFlags.stateFile]))
        }
    }

    /// Prepares a connection to a target: `host:port`, or another that gRPC knows, also `consul://agent:port/service`.
    init(address: String) throws(CommandError) {
        let http: HTTPClient
        do {
            loop = try EventLoop(name: "client")
            http = try HTTPClient(loop: loop)
        } catch {
            throw CommandError(.environment, "\(error)", hint: "raise the limits of the process, see ulimit -a")
        }
        let target: ChannelTarget
        do throws(TargetError) {
            target = try ChannelTarget(parsing: address, schemes: [ConsulScheme(client: http)])
        } catch {
            throw CommandError(.invalidValue(origin: "--target", InvalidValue(text: address, accepted: Self.accepted)))
        }
        // A suite that is being restarted is back in a moment.
        var configuration = ChannelConfiguration()
        configuration.backoff = ConnectionBackoff(initial: .milliseconds(200), maximum: .seconds(10))
        channel = HTTP2Channel(target, loop: loop, configuration: configuration)
        world = WorldAPI.WorldServiceClient(channel, options: CallOptions(timeout: Self.timeout))
        self.address = address
    }

    func close() {
        channel.close()
        loop.stop()
    }

    private static func address(inStateFile path: String) throws(CommandError) -> String {
        guard let address = try StateFile.ofRunningSuite(path)[endpoint: "world"] else {
            throw CommandError(.cannotConnect, "the suite of \(path) runs without WorldService", hint: StateFile.hint("--target"))
        }
        return address
    }
}

extension StateFile {
    /// How a suite can be named instead.
    static func hint(_ flag: String) -> String { "start a suite with generia up, or name one with \(flag) HOST:PORT or --state-file FILE" }

    /// The state of a suite that is running; `nil` when there is none.
    static func ofLivingSuite(_ path: String) -> StateFile? {
        guard let state = try? read(path), state.isAlive else { return nil }
        return state
    }

    /// The state of a suite that is running.
    /// - Parameter flag: the flag that names what is looked for without a file.
    /// - Throws: `CommandError` with `cannotConnect` when there is none.
    static func ofRunningSuite(_ path: String, flag: String = "--target") throws(CommandError) -> StateFile {
        let state: StateFile
        do throws(TextFile.Failure) {
            state = try read(path)
        } catch {
            let reason = error == .missing ? "there is no state file \(path)" : "state file \(path): \(error)"
            throw CommandError(.cannotConnect, "no suite is running here: \(reason)", hint: hint(flag))
        }
        guard state.isAlive else {
            throw CommandError(.cannotConnect, "the suite of \(path), process \(state.pid), is gone", hint: hint(flag))
        }
        return state
    }
}

extension CommandError {
    /// What a failed call means to somebody at a command line.
    init(_ error: RPCError, from address: String) {
        switch error.code {
        case .unavailable, .deadlineExceeded:
            self.init(
                .cannotConnect, "\(address) does not answer: \(error.message)",
                hint: "is the suite running? generia up starts one, --target HOST:PORT names another")
        case .notFound: self.init(.notFound, error.message, hint: "the id is that of a world of this suite")
        default: self.init(.refused, "the server refused: \(error)", hint: "the suite's log says why")
        }
    }
}
