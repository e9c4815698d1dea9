import ObjectStorage
import Suite

/// The flags of the commands that start a suite.
enum SuiteFlags {
    static let host = Flag<String>.value("host", "ADDRESS", default: "127.0.0.1", shownAs: "127.0.0.1", "the address to bind") {
        text throws(InvalidValue) in
        // An IPv6 address may have the brackets that it has in URLs.
        let host = text.hasPrefix("[") && text.hasSuffix("]") && text.contains(":") ? String(text.dropFirst().dropLast()) : text
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || "[]/".contains($0) }) else {
            throw InvalidValue(text: text, accepted: "an IP address or a name of this machine, without a port")
        }
        return host
    }
    static let portBase = Flag<Int?>.number(
        "port-base", in: PortPlan.bases, fallbackText: "the platform's ports",
        "use consecutive ports: gateway N, post N+1, media N+2, world N+3, character N+4, Consul N+5, S3 N+6, admin N+7, providers N+8, "
            + "auth N+9, interaction N+10")
    static let ephemeral = Flag<Bool>.toggle("ephemeral", "use free ports; the state file and the banner tell which")
    static let publicURL = Flag<[String]>.list(
        "public-url", "URL",
        "an origin under which clients reach the object storage; links are signed for the first, or for the one whose host a call names in "
            + "the metadata x-forwarded-host"
    ) { text throws(InvalidValue) in
        guard S3Endpoint(url: text, bucket: "any") != nil else {
            throw InvalidValue(text: text, accepted: "an origin such as http://localhost:9000, without a path")
        }
        return text
    }

    static let stateFile = Flag<String>.text(
        "state-file", "FILE", default: ".generia/state.json", "written when everything is ready, removed on exit")
    static let data = Flag<String>.text("data", "DIR", default: ".generia/data", "where databases and objects live")
    static let inMemory = Flag<Bool>.toggle("in-memory", "keep nothing beyond the end of the process")
    static let seed = Flag<UInt64?>.value(
        "seed", "N", default: nil, shownAs: "random, printed", "what ids, texts and pictures follow from: same seed, same bytes"
    ) { text throws(InvalidValue) in
        guard let seed = UInt64(text) else { throw InvalidValue(text: text, accepted: "a whole number from 0 to \(UInt64.max)") }
        return seed
    }

    static let only = Flag<[Component]>.words("only", "PART,…", "start these parts: \(parts)")
    static let except = Flag<[Component]>.words("except", "PART,…", "start all parts but these")

    private static let parts = Component.allCases.map(\.rawValue).joined(separator: ", ")

    static let groups = [
        Command.FlagGroup(
            title: "addresses",
            declarations: [host.declaration, portBase.declaration, ephemeral.declaration, publicURL.declaration]),
        Command.FlagGroup(
            title: "state",
            declarations: [data.declaration, inMemory.declaration, stateFile.declaration, seed.declaration]),
        Command.FlagGroup(title: "behaviour", declarations: BehaviourFlags.declarations),
        Command.FlagGroup(title: "parts", declarations: [only.declaration, except.declaration] + ComponentFlags.declarations),
        Command.FlagGroup(title: "Kafka", declarations: KafkaFlags.declarations),
        Command.FlagGroup(title: "services elsewhere", declarations: PeerFlags.declarations),
    ]
}
