/// The key pair that signs requests.
public struct S3Credentials: Sendable, Hashable {
    /// The public part, sent with each request.
    public let accessKey: String
    /// The secret part, never sent.
    public let secretKey: String

    /// A key pair; neither part may be empty for an endpoint to accept it.
    public init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }
}
