import Testing

@testable import ProtoRuntime

@Suite struct ChannelTargetTests {
    @Test(arguments: [
        ("localhost:80", [SocketAddress.host("localhost", port: 80)], "localhost:80"),
        ("localhost", [.host("localhost", port: 443)], "localhost:443"),
        ("[::1]:80", [.host("::1", port: 80)], "[::1]:80"),
        ("[::1]", [.host("::1", port: 443)], "[::1]:443"),
        ("dns:///a.example:1", [.host("a.example", port: 1)], "a.example:1"),
        ("dns:a.example", [.host("a.example", port: 443)], "a.example:443"),
        ("DNS:///127.0.0.1:65535", [.host("127.0.0.1", port: 65535)], "127.0.0.1:65535"),
        ("ipv4:127.0.0.1:1,127.0.0.2", [.host("127.0.0.1", port: 1), .host("127.0.0.2", port: 443)], "127.0.0.1:1"),
        ("ipv6:[::1]:1,::2,[::3]", [.host("::1", port: 1), .host("::2", port: 443), .host("::3", port: 443)], "[::1]:1"),
        ("unix:a/b.sock", [.unix(path: "a/b.sock")], "localhost"),
        ("unix:///a/b%20c", [.unix(path: "/a/b c")], "localhost"),
        ("unix-abstract:name", [.unixAbstract(name: "name")], "localhost"),
    ])
    func targetsAreRead(text: String, addresses: [SocketAddress], authority: String) throws {
        let target = try ChannelTarget(parsing: text)
        guard case .addresses(let found) = target.source else {
            Issue.record("\(target.source)")
            return
        }
        #expect(found == addresses)
        #expect(target.authority == authority)
        #expect(target.description == text)
    }

    @Test(arguments: [
        ("", "the host is missing"), (":80", "the host is missing"), ("localhost:", "\"\" is no port"), ("localhost:0", "\"0\" is no port"),
        ("localhost:65536", "is no port"), ("localhost:http", "\"http\" is no port"), ("::1:80", "stands in brackets"),
        ("a b:1", "no host name"), ("a/b:1", "no host name"), ("dns://8.8.8.8/host:1", "no other can be named"),
        ("dns://host:1", "accepted: dns:///host[:port]"), ("ipv4:localhost:1", "\"localhost:1\" is no such address"),
        ("ipv4:[::1]:1", "is no such address"), ("ipv4:127.0.0.1:1,", "the host is missing"), ("ipv6:127.0.0.1:1", "is no such address"),
        ("unix:", "the path is missing"), ("unix://a/b", "absolute path"), ("unix-abstract:", "the name is missing"),
        ("unix:" + String(repeating: "x", count: 108), "too long"),
        ("consul://agent/service", "\"consul\" is unknown; accepted: host[:port]"),
    ])
    func whatIsNoTargetIsExplained(text: String, reason: String) {
        do throws(TargetError) {
            _ = try ChannelTarget(parsing: text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.target == text)
            #expect(error.reason.contains(reason))
        }
    }

    private struct Registry: NameScheme, NameResolver {
        var scheme: String { "registry" }
        var form: String { "registry://where/what" }
        var refreshInterval: Duration? { nil }
        var asked: [String] = []

        func resolver(authority: String, path: String) throws(TargetError) -> any NameResolver {
            guard !path.isEmpty else { throw TargetError("registry://\(authority)/", "the service is missing") }
            return Registry(asked: [authority, path])
        }

        func resolve() async throws -> [SocketAddress] { asked.map { .host($0, port: 1) } }
    }

    @Test func furtherSchemesMakeTheirOwnResolvers() async throws {
        let target = try ChannelTarget(parsing: "registry://agent:8500/a/b", schemes: [Registry()])
        guard case .resolver(let resolver) = target.source else {
            Issue.record("\(target.source)")
            return
        }
        #expect(try await resolver.resolve() == [.host("agent:8500", port: 1), .host("a/b", port: 1)])
        #expect(target.authority == "a/b")
        #expect(throws: TargetError("registry:x", "accepted: registry://where/what")) {
            _ = try ChannelTarget(parsing: "registry:x", schemes: [Registry()])
        }
        #expect(throws: TargetError("registry://agent/", "the service is missing")) {
            _ = try ChannelTarget(parsing: "registry://agent/", schemes: [Registry()])
        }
        #expect(throws: TargetError.self) { _ = try ChannelTarget(parsing: "other://x/y", schemes: [Registry()]) }
    }
}
