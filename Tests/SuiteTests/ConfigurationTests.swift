import ObjectStorage
import ServiceSupport
import Suite
import Testing

@testable import generia

/// The path from a command line to the configuration of a suite.
@Testing.Suite("Configuration")
struct ConfigurationTests {
    private func configuration(
        _ line: String, _ variables: [String: String] = [:], command name: String = "up", as role: SuiteConfiguration.Role = .suite
    ) throws -> SuiteConfiguration {
        let arguments = [name] + line.split(separator: " ").map(String.init)
        let (parsed, command) = try ArgumentParser.parse(arguments, root: RootCommand.command)
        let flags = (RootCommand.command.flags + command.flags).flatMap(\.declarations)
        return try SuiteConfiguration(
            Settings(parsed, flags: flags, environment: { variables[$0] }, dotEnv: DotEnv(parsing: "")), as: role)
    }

    private func refusal(_ line: String, _ variables: [String: String] = [:]) -> CommandError? {
        do {
            _ = try configuration(line, variables)
            return nil
        } catch {
            return error as? CommandError
        }
    }

    @Test func defaultsAreThePlatforms() throws {
        let configuration = try configuration("")
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.storage == .directory(".generia/data"))
        #expect(configuration.components == Set(Component.allCases))
        #expect(configuration.seed < 1 << 53)
        let ports = Component.allCases.map { configuration.ports.port(of: $0) }
        #expect(ports == [8089, 8083, 8082, 8088, 8081, 8084, 9000, 4010, 8500, nil, 5080])
        #expect(configuration.credentials.accessKey == "minioadmin" && configuration.bucket == "generia-images")
    }

    @Test func portsMoveTogether() throws {
        let ports = try configuration("--port-base 20000").ports
        #expect(
            Component.allCases.map { ports.port(of: $0) } == [20004, 20002, 20001, 20003, 20009, 20010, 20006, 20008, 20005, nil, 20007])
        #expect(try configuration("--ephemeral").ports == .ephemeral)
        #expect(try configuration("--ephemeral", ["GENERIA_PORT_BASE": "20000"]).ports == .ephemeral)
        #expect(try configuration("--port-base 20000", ["GENERIA_EPHEMERAL": "1"]).ports == .from(20000))
        #expect(refusal("--port-base 20000 --ephemeral")?.code == .usage)
    }

    @Test func hostsAreAddresses() throws {
        for (given, host) in [("[::1]", "::1"), ("::1", "::1"), ("localhost", "localhost"), ("0.0.0.0", "0.0.0.0")] {
            #expect(try configuration("--host \(given)").host == host)
        }
        for host in ["[]", "[::1", "[::1]:80", "http://localhost", "--host="] {
            #expect(throws: UsageError.self, "\(host)") { try configuration(host.hasPrefix("--") ? host : "--host \(host)") }
        }
    }

    @Test func componentsAreChosen() throws {
        #expect(try configuration("--only character,media,s3").components == [.character, .media, .s3])
        #expect(try configuration("--except consul --except web").components == Set(Component.allCases).subtracting([.consul, .web]))
        #expect(refusal("--only media")?.message == "media needs s3")
        #expect(refusal("--only media --s3 http://localhost:9000") == nil)
        #expect(refusal("--except providers")?.message == "worker needs providers")
        #expect(refusal("--except providers --llm http://a --images http://b") == nil)
        #expect(refusal("--only post --except web")?.code == .usage)
    }

    @Test func realComponentsAreNamed() throws {
        #expect(try configuration("", ["MINIO_ENDPOINT": "minio:9000"]).objects == .external("http://minio:9000"))
        #expect(try configuration("--s3-tls", ["MINIO_ENDPOINT": "minio:443"]).objects == .external("https://minio"))
        #expect(try configuration("--s3 embedded", ["MINIO_ENDPOINT": "minio:9000"]).objects == .embedded)
        #expect(try configuration("", ["MINIO_ACCESS_KEY": "a", "MINIO_SECRET_KEY": "s"]).credentials.secretKey == "s")
        #expect(
            try configuration("--llm openrouter", ["OPENROUTER_API_KEY": "k"]).languageModel
                == .external(url: "https://openrouter.ai/api/v1", key: "k"))
        #expect(refusal("--llm openrouter")?.hint == "set OPENROUTER_API_KEY")
        // A key chooses its provider; the flag wins over it.
        let keys = ["OPENROUTER_API_KEY": "k", "RUNWARE_API_KEY": "r"]
        #expect(try configuration("", keys).languageModel == .external(url: "https://openrouter.ai/api/v1", key: "k"))
        #expect(try configuration("", keys).images == .external(url: "https://api.runware.ai/v1", key: "r"))
        #expect(try configuration("--llm builtin --images builtin", keys).languageModel == .builtin)
        #expect(try configuration("--images http://localhost:4010/").images == .external(url: "http://localhost:4010/", key: ""))
        #expect(try configuration("--llm http://localhost:11434/v1").languageModel == .external(url: "http://localhost:11434/v1", key: ""))
        for url in ["http://[::1]", "http://[::1]:8000/v1", "http://host:65535/a:b"] { #expect(refusal("--llm \(url)") == nil, "\(url)") }
        for url in [
            "paintbrush", "http://", "http:///v1", "http://user:password@host", "http://host/v1?x=1", "http://host:99999/v1",
            "http://host:0", "http://host:", "http://[::1]:x/v1",
        ] {
            #expect(refusal("--images \(url)")?.code == .usage, "\(url)")
        }
        #expect(try configuration("", ["DEFAULT_LLM_MODEL": "a/b"]).languageModelName == "a/b")
        #expect(try configuration("--llm-model c", ["DEFAULT_LLM_MODEL": "a/b"]).languageModelName == "c")
        #expect(refusal("--s3 ftp://x")?.code == .usage)
        #expect(refusal("--s3-virtual-host")?.code == .usage)
        #expect(try configuration("--s3-virtual-host --s3 https://s3.example.org --s3-region eu-west-1").region == "eu-west-1")
    }

    @Test func keysAndNamesOfModelsAreChecked() throws {
        // What copying leaves around a key is not a part of it, and a key of nothing else is none.
        #expect(
            try configuration("", ["OPENROUTER_API_KEY": " \tsk-or-1\r\n"]).languageModel
                == .external(url: "https://openrouter.ai/api/v1", key: "sk-or-1"))
        #expect(try configuration("", ["RUNWARE_API_KEY": "r\n"]).images == .external(url: "https://api.runware.ai/v1", key: "r"))
        let blank = ["OPENROUTER_API_KEY": " \n", "RUNWARE_API_KEY": "  "]
        #expect(try configuration("", blank).languageModel == .builtin && configuration("", blank).images == .builtin)
        #expect(refusal("--llm openrouter", blank)?.hint == "set OPENROUTER_API_KEY")
        for variable in ["OPENROUTER_API_KEY", "RUNWARE_API_KEY"] {
            for key in ["secret\nX: y", "se cret", "sécret", "secret\u{0}x"] {
                let error = #expect(throws: UsageError.self) { try configuration("", [variable: key]) }
                #expect(error?.message == "\(variable) does not accept '***'" && error?.hint.contains("cret") == false)
            }
        }
        #expect(throws: UsageError.self) { try configuration("", ["DEFAULT_LLM_MODEL": "  "]) }
        #expect(throws: InvalidValue.self) { try ComponentFlags.imageModelName.read([""]) }
    }

    @Test func theWorkerIsBounded() throws {
        let limits = try configuration(
            "--llm-timeout 7 --breaker-failures 3",
            [
                "MAX_CONCURRENT_TASKS": "70", "MAX_CONCURRENT_LLM_REQUESTS": "8", "MAX_CONCURRENT_IMAGE_REQUESTS": "9",
                "MAX_CONCURRENT_GRPC_CALLS": "50", "GENERIA_CALL_ATTEMPTS": "2", "GENERIA_BREAKER_RECOVERY": "60",
            ]
        ).workerLimits
        #expect((limits.tasks, limits.llmRequests, limits.imageRequests, limits.serviceCalls) == (70, 8, 9, 50))
        #expect(limits.llmTimeout == .seconds(7) && limits.imageTimeout == .seconds(120))
        #expect((limits.callAttempts, limits.breakerFailures) == (2, 3) && limits.breakerRecovery == .seconds(60))
        #expect(throws: UsageError.self) { try configuration("--call-attempts 0") }
    }

    /// A worker that looks into another directory than its suite's would wait for ever.
    @Test func aWorkerSharesTheDirectoryOfItsSuite() throws {
        let scratch = try Scratch()
        let services = Component.generationServices.compactMap(\.endpointName).map { (name: $0, address: "127.0.0.1:1") }
        var suite = StateFile(
            pid: 1, startedAt: "", seed: 1, dataDirectory: DataDirectory.absolute(scratch.path), endpoints: services)
        func storage(_ line: String, _ variables: [String: String] = [:]) throws -> SuiteConfiguration.Storage {
            try configuration(line, variables, command: "worker", as: .worker(beside: suite)).storage
        }
        let shared = try #require(suite.dataDirectory)
        #expect(try storage("") == .directory(shared))
        #expect(try storage("--data \(scratch.path)/.") == .directory(shared))
        for (line, variables) in [("--data elsewhere", [:]), ("", ["GENERIA_DATA": "elsewhere"])] {
            let error = try #require(throws: CommandError.self) { try storage(line, variables) }
            #expect(error.code == .usage && error.message.contains("elsewhere") && error.message.contains(shared))
        }
        suite.dataDirectory = nil
        #expect(throws: CommandError.self) { try storage("") }
        #expect(throws: CommandError.self) { try storage("--data \(scratch.path)") }
        _ = try storage("--mongodb-uri mongodb://mongodb")
    }

    @Test func metricsPortsAreTenThousandAbove() throws {
        let platform = try configuration("").ports
        #expect(Component.allCases.compactMap { platform.metricsPort(of: $0) } == [18083, 18082, 18088, 18081, 18084])
        #expect(try configuration("--port-base 60000").ports.metricsPort(of: .media) == nil)
        #expect(try configuration("--ephemeral").ports.metricsPort(of: .media) == nil)
    }

    @Test func aBehaviourIsChosen() throws {
        #expect(try configuration("").behaviour == .standard)
        #expect(try configuration("--strict").behaviour == .strict)
        #expect(try configuration("--extensions").behaviour == .extended)
        #expect(refusal("--strict --extensions")?.code == .usage)
        #expect(try configuration("--protocol v1").wireVersion == .v1)
        #expect(throws: UsageError.self) { try configuration("--protocol v3") }
        // Users must be registered where somebody can be asked who is.
        #expect(try configuration("").checksUsers == false)
        #expect(try configuration("--strict").checksUsers)
        #expect(try configuration("--except auth --auth-address a:1").checksUsers)
    }

    @Test func aMongoDBThatIsNamedIsUsed() throws {
        let uri = "mongodb://admin:password@mongodb:27017"
        #expect(try configuration("").documents == .embedded)
        #expect(
            try configuration("", ["MONGODB_URI": uri]).documents == .mongodb(uri: uri, workerDatabase: "generia_ai_worker"))
        #expect(try configuration("--store sqlite", ["MONGODB_URI": uri]).documents == .embedded)
        #expect(
            try configuration("--store mongodb --mongodb-database d").documents
                == .mongodb(uri: "mongodb://localhost:27017", workerDatabase: "d"))
        #expect(throws: UsageError.self) { try configuration("--store oracle") }
    }

    @Test func kafkaIsNamedAndSet() throws {
        #expect(try configuration("").queue == .local)
        #expect(try configuration("--kafka b:1").queue != .local)
        for more in ["--kafka-option acks=1", "--kafka-topic-tasks t"] {
            #expect(try configuration("--kafka b:1 \(more)").queue != configuration("--kafka b:1").queue)
        }
        #expect(refusal("--kafka b:1 --kafka-topic-tasks t --kafka-topic-progress t")?.message.contains("both 't'") == true)
        // The mock has no settings.
        #expect(try configuration("--queue kafka").queue != .local)
        #expect(refusal("--queue kafka --kafka-option nope=1")?.code == .usage)
        for option in ["group.id=g", "bootstrap.servers=b:1", "enable.auto.commit=true", "enable.auto.offset.store=true", "acks", "=1"] {
            #expect(throws: UsageError.self, "\(option)") { try configuration("--kafka b:1 --kafka-option \(option)") }
        }
    }

    @Test func servicesElsewhereAreNamed() throws {
        let apart = try configuration("--only character,post,world", ["CONSUL_ADDRESS": "consul:8500"])
        #expect(apart.consul == "consul:8500" && apart.mayReach(.media) && !apart.runs(.media))
        #expect(try configuration("", ["CONSUL_ADDRESS": "consul:8500"]).runs(.consul) == false)
        // What is typed wins over a variable, and contradicts what is typed beside it.
        #expect(try configuration("--only consul,post", ["CONSUL_ADDRESS": "consul:8500"]).consul == nil)
        #expect(refusal("--only consul,post --consul consul:8500")?.code == .usage)
        #expect(throws: UsageError.self) { try configuration("--consul http://consul:8500") }
        #expect(try configuration("--except media --media-address media:8083").peers == [.media: "media:8083"])
        #expect(refusal("--media-address media:8083")?.message.contains("one runs here, too") == true)
        #expect(refusal("--except media")?.message == "worker needs media")
        #expect(refusal("--except media --media-address media:8083") == nil)
        #expect(refusal("--protocol v1 --only post --consul consul:8500")?.code == .usage)
    }

    @Test(arguments: [
        ("24h", Duration.seconds(86_400)), ("90m", .seconds(5_400)), ("1h30m", .seconds(5_400)), ("1.5s", .milliseconds(1_500)),
        ("2ms", .milliseconds(2)),
    ])
    func durationsAreRead(text: String, duration: Duration) {
        #expect(DurationText.parse(text) == duration)
    }

    @Test(arguments: ["", "h", "1", "1d", "-1h", "1h ", "1e3s", "9999999999h", "1.2.3s"])
    func otherTextsAreNoDurations(text: String) {
        #expect(DurationText.parse(text) == nil)
    }
}
