import HTTPClient

extension S3Error {
    /// The codes of failures without an answer; their status is 0.
    public enum Code {
        /// There was no connection to the store, or it was lost.
        public static let unreachable = "StoreUnreachable"
        /// The time for the operation is over.
        public static let timedOut = "StoreTimedOut"
        /// Anything else that kept the request from being sent or the answer from being read.
        public static let failed = "RequestFailed"
    }

    /// Whether the same operation may succeed later without anybody changing anything: the store cannot be reached, does not answer in time,
    /// or says that it is overloaded, starting or failing. Refusals (wrong keys, no such bucket) are not.
    public var isTransient: Bool {
        switch status {
        case 0: code == Code.unreachable || code == Code.timedOut
        case 408, 429, 500, 502, 503, 504: true
        default: ["SlowDown", "ServiceUnavailable", "RequestTimeout", "OperationAborted"].contains(code)
        }
    }

    /// Whether the store knows the access key not at all, or with another secret key.
    public var refusesCredentials: Bool {
        ["InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken"].contains(code)
    }

    init(_ error: HTTPClientError, at origin: String) {
        let code =
            switch error {
            case .unknownHost, .connectionFailed, .transport: Code.unreachable
            case .timeout: Code.timedOut
            case .invalidURL, .invalidHeader, .untrusted, .tlsFailed, .tooLarge, .cancelled, .file, .closed: Code.failed
            }
        self.init(code: code, message: "\(origin): \(error)", status: 0)
    }
}

extension HTTPClientError {
    /// Whether another connection may do better.
    var isLossOfConnection: Bool {
        switch self {
        case .unknownHost, .connectionFailed, .transport: true
        case .invalidURL, .invalidHeader, .untrusted, .tlsFailed, .timeout, .tooLarge, .cancelled, .file, .closed: false
        }
    }
}
