import Environments
import Hashing

/// What a signing key is good for: one day, one region, one service.
struct CredentialScope: Sendable, Hashable {
    static let terminator = "aws4_request"

    /// `yyyymmdd`, UTC.
    let date: String
    let region: String
    let service: String

    init(at time: Timestamp, region: String, service: String) {
        self.init(date: String(time.basicISO8601.prefix(8)), region: region, service: service)
    }

    init(date: String, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
    }

    /// `20130524/us-east-1/s3/aws4_request`.
    var text: String { "\(date)/\(region)/\(service)/\(Self.terminator)" }

    /// The key derived from the secret for this scope.
    func signingKey(of secretKey: String) -> [UInt8] {
        let dateKey = Hashing.hmacSHA256(key: Array("AWS4\(secretKey)".utf8), date)
        let regionKey = Hashing.hmacSHA256(key: dateKey, region)
        let serviceKey = Hashing.hmacSHA256(key: regionKey, service)
        return Hashing.hmacSHA256(key: serviceKey, Self.terminator)
    }
}
