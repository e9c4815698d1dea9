/// Where the brokers are, and what librdkafka is told beyond this module's own settings.
public struct KafkaConfiguration: Sendable, Hashable {
    /// Brokers to ask first, `host:port`; the others are learnt from them.
    public let brokers: [String]
    /// The name under which brokers know the client in their logs and quotas.
    public var clientID: String
    /// How long the members of a group wait for a sign of life of one another. A broker accepts 6 s to 30 min by default.
    public var sessionTimeout = Duration.seconds(6)
    /// Settings by librdkafka's names, such as `security.protocol`; they win over this module's.
    public var properties: [String: String]

    /// Takes a list of brokers as `KAFKA_BROKERS` has it.
    ///
    /// - Parameters:
    ///   - brokers: `host:port` separated by commas, white space around them is left out; a host without a port means port 9092. An IPv6
    ///     address stands in brackets.
    ///   - clientID: the name under which brokers know the client.
    ///   - properties: settings by librdkafka's names.
    /// - Throws: `KafkaError.invalid` when a part of the list is no address.
    public init(brokers: String, clientID: String = "generia", properties: [String: String] = [:]) throws(KafkaError) {
        var addresses: [String] = []
        for part in brokers.split(separator: ",") {
            let address = String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            if !address.isEmpty { addresses.append(try Self.checked(address)) }
        }
        guard !addresses.isEmpty else { throw .invalid("no Kafka broker is named (accepted: host:port, separated by commas)") }
        self.brokers = addresses
        self.clientID = clientID
        self.properties = properties
    }

    private static func checked(_ address: String) throws(KafkaError) -> String {
        let refusal = KafkaError.invalid("'\(address)' is no address of a Kafka broker (accepted: host:port)")
        let (host, port): (Substring, Substring?)
        if address.hasPrefix("[") {
            guard let end = address.firstIndex(of: "]") else { throw refusal }
            let rest = address[address.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw refusal }
            (host, port) = (address[...end], rest.isEmpty ? nil : rest.dropFirst())
        } else {
            let parts = address.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            (host, port) = (parts[0], parts.count > 1 ? parts[1] : nil)
        }
        let isHost = !host.isEmpty && host.allSatisfy { !$0.isWhitespace && $0 != "/" && $0 != "@" }
        guard isHost, let number = UInt16(port ?? "9092"), number > 0 else { throw refusal }
        return "\(host):\(number)"
    }

    /// What every client is told.
    func settings() -> [String: String] {
        [
            "bootstrap.servers": brokers.joined(separator: ","), "client.id": clientID,
            // A broker that is away is asked again at least every two seconds, for ever.
            "reconnect.backoff.ms": "100", "reconnect.backoff.max.ms": "2000",
            "socket.keepalive.enable": "true", "socket.nagle.disable": "true",
            // Topics and partitions that come into being are noticed soon.
            "topic.metadata.refresh.interval.ms": "10000", "allow.auto.create.topics": "true",
        ]
    }
}
