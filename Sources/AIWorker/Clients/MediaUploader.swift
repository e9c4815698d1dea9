import Environments
import HTTPClient
import HTTPMessages

/// Brings a file into the platform's object storage: link, PUT, confirmation (generation flow 5.1).
struct MediaUploader: Sendable {
    let http: HTTPClient
    let platform: PlatformClient
    let downloads: Dependency
    let uploads: Dependency
    let timeout: Duration
    let environment: Environment

    /// A file to be uploaded and where it belongs.
    struct Item: Sendable, Hashable {
        let kind: ImageKind
        let fileName: String
        /// Empty for pictures of the world.
        let characterID: String
        /// What makes a repeated upload the same upload.
        let key: String
        let origin: CallOrigin
    }

    /// Fetches a picture from the provider that drew it.
    func download(_ url: String) async throws(CallFailure) -> [UInt8] {
        try await downloads.call { _ async throws(CallFailure) -> [UInt8] in try await downloadOnce(url) }
    }

    /// Fetches a picture that may not be there any more; does not insist.
    func downloadOnce(_ url: String) async throws(CallFailure) -> [UInt8] {
        let response = try await send(HTTPClientRequest(url: url, timeout: timeout))
        guard response.status == 200 else { throw CallFailure.transfer("download of \(url)", response) }
        guard !response.body.isEmpty else { throw .retryable("download of \(url): the file is empty") }
        return response.body
    }

    /// Stores `bytes` and returns the media's id. Repeating it with the same key gives the same media.
    func upload(_ bytes: [UInt8], as item: Item) async throws(CallFailure) -> String {
        do {
            return try await upload(bytes, as: item, key: item.key)
        } catch  where error.status == 403 {
            // The link of an earlier attempt may have expired; a new key gets a new one.
            return try await upload(bytes, as: item, key: "\(item.key)/renewed-\(environment.now().seconds)")
        }
    }

    private func upload(_ bytes: [UInt8], as item: Item, key: String) async throws(CallFailure) -> String {
        let slot = try await platform.prepareUpload(
            of: item.kind, fileName: item.fileName, size: bytes.count, characterID: item.characterID, key: key, origin: item.origin)
        try await uploads.call { _ async throws(CallFailure) -> Void in
            let response = try await send(
                HTTPClientRequest(
                    method: "PUT", url: slot.url, headers: HTTPHeaders([("Content-Type", ImageKind.contentType)]), body: .bytes(bytes),
                    timeout: timeout))
            guard [200, 201, 204].contains(response.status) else { throw CallFailure.transfer("upload of \(item.fileName)", response) }
        }
        try await platform.confirmUpload(mediaID: slot.mediaID, key: "\(key)/confirm", origin: item.origin)
        return slot.mediaID
    }

    private func send(_ request: HTTPClientRequest) async throws(CallFailure) -> HTTPClientResponse {
        do { return try await http.send(request) } catch { throw CallFailure(error) }
    }
}

extension CallFailure {
    /// A transfer that the other side answered with a status of failure; 403 is no question of content here.
    fileprivate static func transfer(_ what: String, _ response: HTTPClientResponse) -> CallFailure {
        let failure = CallFailure.http(
            status: response.status, "\(what): \(response.body.excerpt)", retryAfter: response.headers.retryAfter)
        guard case .moderation = failure.kind else { return failure }
        return CallFailure(kind: .permanent, description: failure.description, status: response.status)
    }
}
