import Synchronization

/// The metadata of a request as it came. Calls of one connection that send the same fields share one object, so that the fields are made
/// into strings once, and only when somebody asks for them.
final class ReceivedMetadata: Sendable {
    let fields: HeaderList
    private let parsed = Mutex<Metadata?>(nil)

    init(_ fields: HeaderList) {
        self.fields = fields
    }

    /// The fields as metadata; none when a `-bin` value is malformed, with which a call is refused.
    var metadata: Metadata {
        parsed.withLock { parsed in
            if let parsed { return parsed }
            let metadata = Metadata(fields) ?? Metadata()
            parsed = metadata
            return metadata
        }
    }
}
