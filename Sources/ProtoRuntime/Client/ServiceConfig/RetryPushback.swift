/// What a server says about repeating a call (gRFC A6, "Pushback").
enum RetryPushback: Hashable {
    /// Nothing: the policy decides.
    case none
    /// Repeat after this time.
    case after(Duration)
    /// Do not repeat.
    case stop

    static let key = "grpc-retry-pushback-ms"

    /// Reads the trailing metadata of a failed attempt.
    init(_ metadata: Metadata) {
        let values = metadata.values(for: Self.key)
        guard let text = values.first else {
            self = .none
            return
        }
        // More than one value is as unclear as one that is no number.
        self = values.count == 1 ? RetryPushback(text: text) : .stop
    }

    /// Reads a value: a decimal number of 32 bits without superfluous zeros. Anything else, and a negative number, means "do not repeat".
    init(text: String) {
        guard let number = Int32(text), number >= 0, String(number) == text else {
            self = .stop
            return
        }
        self = .after(.milliseconds(Int64(number)))
    }
}
