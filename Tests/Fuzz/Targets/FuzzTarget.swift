/// A property of the runtime that must hold whatever bytes come in. One value per fuzzer: the program of `make fuzz` looks for bytes that
/// break it, `make test` replays those that did, and a corpus of ordinary ones.
struct FuzzTarget: Sendable, CustomStringConvertible {
    /// The name on the command line, and of the directory in `Tests/Fuzz/Corpus`.
    let name: String
    /// Longer inputs are not tried.
    let maximumLength: Int
    /// Tries one input; throws ``Violation`` when the property does not hold.
    let check: @Sendable ([UInt8]) throws(Violation) -> Void

    var description: String { name }

    static let all = [
        framing, metadata, timeout, percent, base64, protobuf, compression, compressionHeader, serviceConfig, serverSession, clientSession,
    ]
}

/// A property that does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Ends the check of an input unless `condition` holds.
func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(property()) }
}
