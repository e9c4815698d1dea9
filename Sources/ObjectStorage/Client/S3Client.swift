import Environments
import HTTPClient
import Synchronization

/// A client of one bucket of any S3: MinIO, AWS, or the embedded endpoint.
///
/// Requests are signed in their headers. Failures carry S3's code and message where the answer has them; an answer to `HEAD` has no content,
/// so its message is derived from the status in the words of the platform's own client library (platform contract 2.2).
///
/// **Time.** Every operation ends within its timeout, whatever the store does; repetitions count.
///
/// **Repetition.** A request that may be sent twice (all but a conditional `put`) is sent up to three times, 100 and 400 ms apart, when the
/// connection could not be made or was lost, and when the store answers 503 (`SlowDown`). ``S3Error/isTransient`` says of the last failure
/// whether it is worth coming back later.
///
/// **Region.** An endpoint without a region asks the store once (GetBucketLocation, or what a refusal says about the right region); a store
/// that reports none is in `us-east-1`. Presigning asks nothing: until some operation has learnt the region it signs for `us-east-1`.
public final class S3Client: Sendable {
    /// Where requests of this client go.
    public let endpoint: S3Endpoint
    /// The hosts that presigned URLs can be made for: those that their users can reach. At least one.
    public let publicEndpoints: [S3Endpoint]

    let signer: SigV4Signer
    let http: HTTPClient
    let environment: Environment
    let timeout: Duration
    let learntRegion = Mutex<String?>(nil)

    /// - Parameters:
    ///   - endpoint: where requests go, and the bucket.
    ///   - publicEndpoints: the endpoint as users of presigned URLs see it, the first unless another is asked for; the same as `endpoint` when
    ///     empty. Those without a region have the one of `endpoint`.
    ///   - credentials: the key pair that signs.
    ///   - http: sends the requests.
    ///   - environment: the time of signatures.
    ///   - timeout: the time for an operation that is given none of its own.
    public init(
        endpoint: S3Endpoint, publicEndpoints: [S3Endpoint] = [], credentials: S3Credentials, http: HTTPClient, environment: Environment,
        timeout: Duration = .seconds(60)
    ) {
        self.endpoint = endpoint
        self.publicEndpoints = publicEndpoints.isEmpty ? [endpoint] : publicEndpoints
        signer = SigV4Signer(credentials: credentials)
        self.http = http
        self.environment = environment
        self.timeout = timeout
    }

    /// A client with at most one public endpoint.
    public convenience init(
        endpoint: S3Endpoint, publicEndpoint: S3Endpoint?, credentials: S3Credentials, http: HTTPClient, environment: Environment
    ) {
        self.init(
            endpoint: endpoint, publicEndpoints: publicEndpoint.map { [$0] } ?? [], credentials: credentials, http: http,
            environment: environment)
    }

    /// The host that presigned URLs are made for unless another is asked for.
    public var publicEndpoint: S3Endpoint { publicEndpoints.first ?? endpoint }
}
