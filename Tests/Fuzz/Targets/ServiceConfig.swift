import ProtoRuntime

extension FuzzTarget {
    /// Any text is a service config or an error.
    static let serviceConfig = FuzzTarget(name: "service-config", maximumLength: 2048) { bytes throws(Violation) in
        _ = try? ServiceConfig(json: String(decoding: bytes, as: UTF8.self))
    }
}
