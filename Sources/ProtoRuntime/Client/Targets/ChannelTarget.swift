/// What a channel connects to (gRPC "Name Resolution").
public struct ChannelTarget: Sendable, CustomStringConvertible {
    enum Source: Sendable {
        case addresses([SocketAddress])
        case resolver(any NameResolver)
    }

    let source: Source
    /// The value of `:authority` unless the channel's configuration sets one.
    public let authority: String
    /// The target as it was written.
    public let description: String

    private init(_ source: Source, authority: String, description: String) {
        self.source = source
        self.authority = authority
        self.description = description
    }

    /// One server: a host name (all of its addresses), a numeric address or a Unix domain socket.
    public static func address(_ address: SocketAddress) -> ChannelTarget { addresses([address], description: "\(address)") }

    /// Several servers that offer the same.
    /// - Parameters:
    ///   - addresses: the servers, best first.
    ///   - authority: the value of `:authority`; by default what the first address says.
    public static func addresses(_ addresses: [SocketAddress], authority: String? = nil) -> ChannelTarget {
        let target = Self.addresses(addresses, description: addresses.map(\.description).joined(separator: ","))
        return ChannelTarget(target.source, authority: authority ?? target.authority, description: target.description)
    }

    /// What a resolver finds.
    /// - Parameters:
    ///   - resolver: finds the servers.
    ///   - authority: the value of `:authority`.
    public static func resolver(_ resolver: any NameResolver, authority: String) -> ChannelTarget {
        ChannelTarget(.resolver(resolver), authority: authority, description: authority)
    }

    private static func addresses(_ addresses: [SocketAddress], description: String) -> ChannelTarget {
        // A path is no host; servers on Unix sockets are asked for "localhost", as by all other implementations.
        let authority = if case .host? = addresses.first { addresses[0].description } else { "localhost" }
        return ChannelTarget(.addresses(addresses), authority: authority, description: description)
    }
}

// MARK: - Text

extension ChannelTarget {
    private static let forms = [
        "host[:port]", "dns:///host[:port]", "ipv4:address[:port],…", "ipv6:[address][:port],…", "unix:path", "unix:///absolute/path",
        "unix-abstract:name",
    ]

    /// The port of a target that names none, as the specification has it.
    private static let defaultPort = 443

    /// Reads a target: `host:port`, `dns:///host:port`, `ipv4:address:port,…`, `ipv6:[address]:port,…`, `unix:path`,
    /// `unix:///absolute/path`, `unix-abstract:name`, or that of a further scheme. Ports may be left out and are 443 then.
    /// - Parameters:
    ///   - text: the target.
    ///   - schemes: further schemes.
    /// - Throws: `TargetError` with what is accepted.
    public init(parsing text: String, schemes: [any NameScheme] = []) throws(TargetError) {
        guard let colon = text.firstIndex(of: ":") else {
            self = try Self.dns(text, of: text)
            return
        }
        let rest = String(text[text.index(after: colon)...])
        let name = text[..<colon].lowercased()
        switch name {
        case "dns": self = try Self.dns(try Self.path(rest, of: text), of: text)
        case "ipv4": self = try Self.list(rest, of: text) { !$0.contains(":") }
        case "ipv6": self = try Self.list(rest, of: text) { $0.contains(":") }
        case "unix", "unix-abstract": self = try Self.unix(text)
        default:
            if let scheme = schemes.first(where: { $0.scheme == name }) {
                self = try Self.custom(scheme, rest, of: text)
            } else if rest.hasPrefix("//") {
                let forms = (Self.forms + schemes.map(\.form)).joined(separator: ", ")
                throw TargetError(text, "the scheme \"\(name)\" is unknown; accepted: \(forms)")
            } else {
                // No scheme at all means a host name.
                self = try Self.dns(text, of: text)
            }
        }
    }

    private static func dns(_ name: String, of text: String) throws(TargetError) -> ChannelTarget {
        let host = try hostAndPort(name, of: text)
        return addresses([host], description: text)
    }

    /// The path of `///path` or `path`; a name server between the slashes cannot be chosen here.
    private static func path(_ rest: String, of text: String) throws(TargetError) -> String {
        guard rest.hasPrefix("//") else { return rest }
        let parts = rest.dropFirst(2).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].isEmpty else {
            throw TargetError(
                text, "the system's name server is asked, no other can be named; accepted: dns:///host[:port], dns:host[:port]")
        }
        return String(parts[1])
    }

    private static func list(_ rest: String, of text: String, isFamily: (String) -> Bool) throws(TargetError) -> ChannelTarget {
        var list: [SocketAddress] = []
        for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
            // An IPv6 address without a port may stand without brackets here.
            let isBare = !part.hasPrefix("[") && part.filter({ $0 == ":" }).count > 1
            let address = try hostAndPort(isBare ? "[\(part)]" : String(part), of: text)
            guard case .host(let host, let port) = address, isFamily(host), Sockets.Address(ip: host, port: port) != nil else {
                throw TargetError(
                    text, "\"\(part)\" is no such address; accepted: ipv4:127.0.0.1:50051,127.0.0.2:50051 or ipv6:[::1]:50051,[::2]:50051")
            }
            list.append(address)
        }
        return addresses(list, description: text)
    }

    private static func unix(_ text: String) throws(TargetError) -> ChannelTarget {
        do throws(SocketError) {
            let decoded = Array(text.utf8).withUnsafeBufferPointer { PercentEncoding.decode($0) }
            let address = try SocketAddress(parsing: decoded)
            _ = try Sockets.resolve(address)
            return addresses([address], description: text)
        } catch {
            throw TargetError(text, "\(error); accepted: unix:path, unix:///absolute/path, unix-abstract:name")
        }
    }

    private static func custom(_ scheme: any NameScheme, _ rest: String, of text: String) throws(TargetError) -> ChannelTarget {
        let parts = rest.dropFirst(2).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard rest.hasPrefix("//"), parts.count == 2 else { throw TargetError(text, "accepted: \(scheme.form)") }
        let resolver = try scheme.resolver(authority: String(parts[0]), path: String(parts[1]))
        return ChannelTarget(.resolver(resolver), authority: String(parts[1]), description: text)
    }

    /// Reads `host`, `host:port`, `[ipv6]` or `[ipv6]:port`.
    private static func hostAndPort(_ name: String, of text: String) throws(TargetError) -> SocketAddress {
        let accepted = "accepted: host[:port], [ipv6][:port], with a port from 1 to 65535"
        var host = name[...]
        var port = defaultPort
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]") {
            guard let number = UInt16(name[name.index(after: colon)...]), number > 0 else {
                throw TargetError(text, "\"\(name[name.index(after: colon)...])\" is no port; \(accepted)")
            }
            host = name[..<colon]
            port = Int(number)
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw TargetError(text, "an IPv6 address stands in brackets; \(accepted)")
        }
        guard !host.isEmpty else { throw TargetError(text, "the host is missing; \(accepted)") }
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") }) else {
            throw TargetError(text, "\"\(host)\" is no host name; \(accepted)")
        }
        return .host(String(host), port: port)
    }
}
