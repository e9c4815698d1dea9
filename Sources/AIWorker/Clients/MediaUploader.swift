import Environments
import HTTPClient
import HTTPMessages
import ImageScaling

/// Brings a file into the platform's object storage: link, PUT, confirmation (generation flow 5.1).
struct MediaUploader: Sendable {
    /// The largest picture that is fetched, in bytes: many times what one of the platform's sizes takes.
    private static let maximumSize = 32 * 1024 * 1024

    let http: HTTPClient
    let platform: PlatformClient
    let downloads: Dependency
    let uploads: Dependency
    let timeout: Duration
    let environment: Environment

    /// A file to be uploaded and where it belongs.
    struct Item: Sendable, Hashable {
        let kind: ImageKind
        /// Ends like the format that was asked for; the file is stored under the ending of the format that it has.
        let fileName: String
        /// Empty for pictures of the world.
        let characterID: String
        /// What makes a repeated upload the same upload.
        let key: String
        let origin: CallOrigin
    }

    /// Fetches a picture from the provider that drew it.
    func download(_ url: String, for world: Identifier) async throws(CallFailure) -> [UInt8] {
        try await downloads.call(for: world) { _ async throws(CallFailure) -> [UInt8] in try await downloadOnce(url) }
    }

    /// Fetches a picture that may not be there any more; does not insist.
    func downloadOnce(_ url: String) async throws(CallFailure) -> [UInt8] {
        let response = try await send(HTTPClientRequest(url: url, timeout: timeout, maximumResponseSize: Self.maximumSize))
        guard response.status == 200 else {
            let failure = failure("download of \(url)", response)
            // The picture is lost, not the task: another attempt has another one drawn.
            if case .retryable = failure.kind { throw failure } else { throw .unusable(failure.description) }
        }
        _ = try format(of: response.body, from: "download of \(url)")
        return response.body
    }

    /// Stores a picture as what it is, whatever was asked for, and returns the media's id. Repeating it with the same key gives the same media.
    func upload(_ bytes: [UInt8], as item: Item) async throws(CallFailure) -> String {
        let format = try format(of: bytes, from: item.fileName)
        do {
            return try await upload(bytes, format, as: item, key: item.key)
        } catch  where error.status == 403 {
            // The link of an earlier attempt may have expired; a new key gets a new one.
            return try await upload(bytes, format, as: item, key: "\(item.key)/renewed-\(environment.now().seconds)")
        }
    }

    /// The format of a file, once it is seen to be a picture of sane size that is there to its end.
    private func format(of file: [UInt8], from source: String) throws(CallFailure) -> PictureFormat {
        guard let format = PictureFormat(of: file) else {
            throw .unusable("\(source): the file is no picture: \(file.isEmpty ? "it is empty" : file.excerpt)")
        }
        do throws(ImageError) { _ = try ImageHeader(of: file) } catch { throw .unusable("\(source): \(error)") }
        return format
    }

    private func upload(
        _ bytes: [UInt8], _ format: PictureFormat, as item: Item, key: String
    ) async throws(CallFailure) -> String {
        let slot = try await platform.prepareUpload(
            of: item.kind, fileName: format.naming(item.fileName), contentType: format.contentType, size: bytes.count,
            characterID: item.characterID, key: key, origin: item.origin)
        try await uploads.call(for: item.origin.worldID) { _ async throws(CallFailure) -> Void in
            let response = try await send(
                HTTPClientRequest(
                    method: "PUT", url: slot.url, headers: HTTPHeaders([("Content-Type", format.contentType)]), body: .bytes(bytes),
                    timeout: timeout))
            guard [200, 201, 204].contains(response.status) else { throw failure("upload of \(item.fileName)", response) }
        }
        try await platform.confirmUpload(mediaID: slot.mediaID, key: "\(key)/confirm", origin: item.origin)
        return slot.mediaID
    }

    private func send(_ request: HTTPClientRequest) async throws(CallFailure) -> HTTPClientResponse {
        var request = request
        request.headers.addTrace()
        do { return try await http.send(request) } catch { throw CallFailure(error) }
    }

    /// A transfer that the other side answered with a status of failure; 403 is no question of content here.
    private func failure(_ what: String, _ response: HTTPClientResponse) -> CallFailure {
        let failure = CallFailure.http(
            status: response.status, "\(what): \(response.excerpt)",
            retryAfter: response.headers.retryAfter(now: environment.now()))
        guard case .moderation = failure.kind else { return failure }
        return CallFailure(kind: .permanent, description: failure.description, status: response.status)
    }
}
