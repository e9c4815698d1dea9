import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime

/// A place in object storage that is ready to take a file.
struct UploadSlot: Sendable, Hashable {
    let mediaID: String
    let url: String
}

extension PlatformClient {
    func prepareUpload(
        of image: ImageKind, fileName: String, contentType: String, size: Int, characterID: String, key: String, origin: CallOrigin
    ) async throws(CallFailure) -> UploadSlot {
        let request = MediaAPI.GetPresignedUploadURLRequest.with {
            $0.worldID = origin.worldID.canonical
            $0.characterID = characterID
            $0.filename = fileName
            $0.contentType = contentType
            $0.size = Int64(size)
            $0.mediaType = image.mediaType
        }
        let data: Document = [
            "worldId": .string(request.worldID), "characterId": .string(characterID), "filename": .string(fileName),
            "contentType": .string(contentType), "size": .string(String(size)), "mediaType": .string(image.mediaTypeName),
        ]
        let response = try await call(.init("media-service", "GetPresignedUploadURL", origin, data), on: media, key: key) {
            options throws(RPCError) in
            try await services.media.getPresignedUploadURL(request, options: options)
        } response: {
            ["mediaId": .string($0.mediaID), "uploadUrl": .string($0.uploadURL), "expiresAt": .string(String($0.expiresAt))]
        }
        guard !response.mediaID.isEmpty, !response.uploadURL.isEmpty else {
            throw .retryable("media-service gave no media id or no upload URL")
        }
        return UploadSlot(mediaID: response.mediaID, url: response.uploadURL)
    }

    func confirmUpload(mediaID: String, key: String, origin: CallOrigin) async throws(CallFailure) {
        let request = MediaAPI.ConfirmUploadRequest.with { $0.mediaID = mediaID }
        let data: Document = ["mediaId": .string(mediaID)]
        let response = try await call(.init("media-service", "ConfirmUpload", origin, data), on: media, key: key) {
            options throws(RPCError) in
            try await services.media.confirmUpload(request, options: options)
        } response: {
            ["success": .bool($0.success)]
        }
        guard response.success else { throw .retryable("media-service did not confirm the upload of \(mediaID)") }
    }
}
