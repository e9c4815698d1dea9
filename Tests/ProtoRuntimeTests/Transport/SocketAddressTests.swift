import Glibc
import Testing

@testable import ProtoRuntime

@Suite struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1:50051", SocketAddress.host("127.0.0.1", port: 50051), "127.0.0.1:50051"),
        ("localhost:0", .host("localhost", port: 0), "localhost:0"),
        ("[::1]:65535", .host("::1", port: 65535), "[::1]:65535"),
        ("unix:relative/path", .unix(path: "relative/path"), "unix:relative/path"),
        ("unix:/tmp/x:1", .unix(path: "/tmp/x:1"), "unix:/tmp/x:1"),
        ("unix:///tmp/x", .unix(path: "/tmp/x"), "unix:/tmp/x"),
        ("unix-abstract:name", .unixAbstract(name: "name"), "unix-abstract:name"),
    ])
    func aTextStandsForAnAddress(text: String, address: SocketAddress, description: String) throws {
        #expect(try SocketAddress(parsing: text) == address)
        #expect(address.description == description)
    }

    @Test(arguments: ["", "host", "host:", ":1", "host:65536", "host:-1", "host:1x", "::1:50051", "unix://host/path"])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(throws: SocketError.self) { _ = try SocketAddress(parsing: text) }
    }

    @Test func systemAddressesSayWhatTheyAre() throws {
        #expect(Sockets.Address(ip: "127.0.0.1", port: 7)?.description == "127.0.0.1:7")
        #expect(Sockets.Address(ip: "::1", port: 7)?.description == "[::1]:7")
        #expect(Sockets.Address(ip: "localhost", port: 7) == nil)
        #expect(try Sockets.resolve(.unix(path: "/tmp/x")).map(\.description) == ["unix:/tmp/x"])
        #expect(try Sockets.resolve(.unixAbstract(name: "x\u{0}y")).map(\.description) == ["unix-abstract:x\u{0}y"])
    }

    @Test func unixNamesHaveAtMost107Bytes() throws {
        let fits = String(repeating: "é", count: 53) + "x"
        #expect(try Sockets.resolve(.unix(path: fits)).first?.description == "unix:" + fits)
        #expect(try Sockets.resolve(.unixAbstract(name: fits)).first?.description == "unix-abstract:" + fits)
        for address in [SocketAddress.unix(path: fits + "y"), .unixAbstract(name: fits + "y")] {
            #expect(throws: SocketError.invalidAddress("\(address)", reason: "108 bytes are too long, at most 107 are accepted")) {
                _ = try Sockets.resolve(address)
            }
        }
        #expect(throws: SocketError.invalidAddress("unix:", reason: "the path is missing")) { _ = try Sockets.resolve(.unix(path: "")) }
        #expect(throws: SocketError.invalidAddress("unix:a\u{0}b", reason: "a path has no NUL")) {
            _ = try Sockets.resolve(.unix(path: "a\u{0}b"))
        }
    }
}

@Suite struct ListeningSocketTests {
    private static func withDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/sockets-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { mkdtemp($0) != nil } ?? false }
        try #require(made)
        let directory = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        defer { rmdir(directory) }
        try body(directory)
    }

    @Test func aSocketFileComesAndGoes() throws {
        try Self.withDirectory { directory in
            let address = SocketAddress.unix(path: directory + "/s")
            let socket = try ListeningSocket(address)
            #expect(access(directory + "/s", F_OK) == 0)
            #expect(throws: SocketError.addressInUse("\(address)")) { _ = try ListeningSocket(address) }
            socket.close()
            #expect(access(directory + "/s", F_OK) != 0)
        }
    }

    @Test func aFileThatNobodyServesIsReplaced() throws {
        try Self.withDirectory { directory in
            let address = SocketAddress.unix(path: directory + "/s")
            let abandoned = try ListeningSocket(address)
            close(abandoned.descriptor)
            #expect(access(directory + "/s", F_OK) == 0)
            let socket = try ListeningSocket(address)
            let client = try #require(try Sockets.resolve(address).first)
            close(try Sockets.connect(client))
            let (descriptor, peer) = try #require(Sockets.accept(socket.descriptor))
            #expect(peer.description == "unix:")
            close(descriptor)
            socket.close()
        }
    }

    @Test func aFileOfSomebodyElseStays() throws {
        try Self.withDirectory { directory in
            let path = directory + "/s"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            #expect(throws: SocketError.invalidAddress("unix:\(path)", reason: "the file exists and is no socket")) {
                _ = try ListeningSocket(.unix(path: path))
            }
            #expect(access(path, F_OK) == 0)
            unlink(path)

            let first = try ListeningSocket(.unix(path: path))
            unlink(path)
            let second = try ListeningSocket(.unix(path: path))
            first.close()
            #expect(access(path, F_OK) == 0, "the second one's file")
            second.close()
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test func aMissingDirectoryIsNamed() {
        do throws(SocketError) {
            _ = try ListeningSocket(.unix(path: "/nonexistent/s"))
            Issue.record("there is no such directory")
        } catch {
            #expect(error == .system(call: "bind", address: "unix:/nonexistent/s", errno: ENOENT))
            #expect(error.description == "bind unix:/nonexistent/s: No such file or directory: the directory does not exist")
        }
    }

    @Test func anAbstractNameIsFreeAfterItsSocket() throws {
        let address = SocketAddress.unixAbstract(name: "sockets-test-\(getpid())")
        let socket = try ListeningSocket(address)
        #expect(throws: SocketError.addressInUse("\(address)")) { _ = try ListeningSocket(address) }
        socket.close()
        try ListeningSocket(address).close()
    }

    @Test func portsOutOfRangeAreRefused() {
        #expect(throws: SocketError.invalidAddress("127.0.0.1:65536", reason: "ports go from 0 to 65535")) {
            _ = try ListeningSocket(.host("127.0.0.1", port: 65536))
        }
    }
}
