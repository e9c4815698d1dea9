/// A refusal in the terms of S3: what an endpoint answers, and what a client got.
public struct S3Error: Error, Sendable, Hashable {
    /// The code of S3's error list, for example `NoSuchKey`; one of ``Code`` when there was no answer.
    public var code: String
    /// A sentence for people.
    public var message: String
    /// The HTTP status; 0 when there was no answer at all.
    public var status: Int
    /// Further elements of the XML answer, for example the server's time beside `RequestTimeTooSkewed`.
    public var details: [Detail]

    /// A further element of the XML answer.
    public struct Detail: Sendable, Hashable {
        /// The element's name.
        public let name: String
        /// The element's text.
        public let value: String

        /// An element.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// An error of its parts.
    public init(code: String, message: String, status: Int, details: [Detail] = []) {
        self.code = code
        self.message = message
        self.status = status
        self.details = details
    }
}

extension S3Error: CustomStringConvertible {
    /// Code and message.
    public var description: String { "\(code): \(message)" }
}
