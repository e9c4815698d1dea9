import ObjectStorage
import Suite
import Testing

@testable import generia

/// The path from a command line to the configuration of a suite.
@Testing.Suite("Configuration")
struct ConfigurationTests {
    private func configuration(_ line: String, _ variables: [String: String] = [:]) throws -> SuiteConfiguration {
        let arguments = ["up"] + line.split(separator: " ").map(String.init)
        let (parsed, command) = try ArgumentParser.parse(arguments, root: RootCommand.command)
        let flags = (RootCommand.command.flags + command.flags).flatMap(\.declarations)
        return try SuiteConfiguration(Settings(parsed, flags: flags, environment: { variables[$0] }, dotEnv: DotEnv(parsing: "")))
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
        #expect(ports == [8089, 8083, 8082, 8088, 9000, 4010, 8500, nil, 5080])
        #expect(configuration.credentials.accessKey == "minioadmin" && configuration.bucket == "generia-images")
    }

    @Test func portsMoveTogether() throws {
        let ports = try configuration("--port-base 20000").ports
        #expect(Component.allCases.map { ports.port(of: $0) } == [20004, 20002, 20001, 20003, 20006, 20008, 20005, nil, 20007])
        #expect(try configuration("--ephemeral").ports == .ephemeral)
        #expect(try configuration("--ephemeral", ["GENERIA_PORT_BASE": "20000"]).ports == .ephemeral)
        #expect(try configuration("--port-base 20000", ["GENERIA_EPHEMERAL": "1"]).ports == .from(20000))
        #expect(refusal("--port-base 20000 --ephemeral")?.code == .usage)
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
                == .external(origin: "https://openrouter.ai", key: "k"))
        #expect(refusal("--llm openrouter")?.hint == "set OPENROUTER_API_KEY")
        #expect(try configuration("--images http://localhost:4010/").images == .external(origin: "http://localhost:4010", key: ""))
        #expect(refusal("--images paintbrush")?.code == .usage)
        #expect(refusal("--s3 ftp://x")?.code == .usage)
        #expect(try configuration("", ["MAX_CONCURRENT_TASKS": "7"]).workerLimits.tasks == 7)
    }
}
