import HTTPClient
import Synchronization

/// Which region a store's signatures must name.
extension S3Client {
    /// The region of the bucket, from the endpoint or from the store, which is asked at most until it has answered once.
    /// - Parameter timeout: the time for everything; the client's own when `nil`.
    /// - Throws: when the store cannot be reached; a store that refuses to say it counts as being in `us-east-1`.
    public func region(timeout: Duration? = nil) async throws(S3Error) -> String {
        try await region(by: deadline(in: timeout))
    }

    /// The region as far as it is known without asking.
    var knownRegion: String? {
        endpoint.region ?? learntRegion.withLock { $0 }
    }

    func region(by deadline: ContinuousClock.Instant) async throws(S3Error) -> String {
        if let knownRegion { return knownRegion }
        let answer = try await send(S3Call("GET", query: [("location", "")]), region: S3Endpoint.defaultRegion, by: deadline)
        if let told = Self.location(in: answer) ?? Self.rightRegion(in: answer) {
            learn(told)
            return told
        }
        let refusal = S3Error(answer: answer, isAboutBucket: true)
        // A store that does not want to say it will not say it the next time either.
        if refusal.code != "NoSuchBucket", !refusal.isTransient, !refusal.refusesCredentials { learn(S3Endpoint.defaultRegion) }
        return S3Endpoint.defaultRegion
    }

    func learn(_ region: String) {
        learntRegion.withLock { $0 = region }
    }

    /// What GetBucketLocation answers: nothing for the first region, `EU` for the first one of Europe.
    private static func location(in answer: HTTPClientResponse) -> String? {
        guard answer.status == 200, let document = XMLElement(parsing: answer.body), document.name == "LocationConstraint" else {
            return nil
        }
        switch document.text {
        case "": return S3Endpoint.defaultRegion
        case "EU": return "eu-west-1"
        case let region: return region
        }
    }

    /// The region that a refusal of a signature names as the right one.
    static func rightRegion(in answer: HTTPClientResponse) -> String? {
        guard [301, 307, 400, 403].contains(answer.status) else { return nil }
        if let region = answer.headers["x-amz-bucket-region"], !region.isEmpty { return region }
        let error = S3Error(answer: answer)
        guard ["AuthorizationHeaderMalformed", "PermanentRedirect"].contains(error.code) else { return nil }
        return error.details.first { $0.name == "Region" }?.value
    }
}
