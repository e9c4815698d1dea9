import Suite

/// The flags that tell a suite of services which run in other processes, and others of its own.
enum PeerFlags {
    static let consul = Flag<String>.value(
        "consul", "embedded|HOST:PORT", default: embedded, shownAs: embedded, also: ["CONSUL_ADDRESS"],
        "a Consul that knows services elsewhere and is told of the own ones, in the place of the embedded discovery"
    ) { text throws(InvalidValue) in
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isAddress = parts.count == 2 && !parts[0].isEmpty && (Int(parts[1]).map { (1...65_535).contains($0) } ?? false)
        guard text == embedded || isAddress else { throw InvalidValue(text: text, accepted: "embedded, or HOST:PORT without a scheme") }
        return text
    }
    static let advertise = Flag<String?>.text(
        "advertise", "HOST", "the host under which discovery names the own services; with --host 0.0.0.0, their names otherwise")

    static let embedded = "embedded"

    /// The flag that names a service elsewhere.
    static func address(of service: Component) -> Flag<String?> {
        .text(
            "\(service.rawValue)-address", "TARGET",
            "where \(service.title) runs, when not here: HOST:PORT, unix:PATH or consul://AGENT:PORT/SERVICE")
    }

    static let declarations = [consul.declaration, advertise.declaration] + Component.services.map { address(of: $0).declaration }
}
