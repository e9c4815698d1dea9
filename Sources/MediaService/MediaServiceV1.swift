import Environments
import GeneriaAPI
import GeneriaAPIv1
import ProtoRuntime

/// MediaService as version 1 of the wire contract knows it: files belong to characters, have no type, and are confirmed with the id of their
/// character (platform contract, 2.1). All else is as ``MediaServiceHandler`` does it.
public struct MediaServiceV1: GeneriaAPIv1.MediaAPI.MediaService {
    private typealias V1 = GeneriaAPIv1.MediaAPI
    private typealias V2 = GeneriaAPI.MediaAPI

    private let handler: MediaServiceHandler

    /// Version 1 in front of `handler`.
    public init(_ handler: MediaServiceHandler) {
        self.handler = handler
    }

    /// Registers a media of a character; the world may be left out.
    /// - Throws: UNKNOWN as ``MediaServiceHandler/getPresignedUploadURL(_:context:)``, also without a character.
    public func getPresignedUploadURL(
        _ request: GeneriaAPIv1.MediaAPI.GetPresignedUploadURLRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.GetPresignedUploadURLResponse {
        // A media without a type has the object name of version 1: the character's id and the media's (2.3).
        let request = V2.GetPresignedUploadURLRequest(
            worldID: request.worldID, characterID: request.characterID, filename: request.filename, contentType: request.contentType,
            size: request.size, mediaType: .unknown)
        let response = try await handler.register(request, ownedBy: .character, context: context)
        return V1.GetPresignedUploadURLResponse(
            mediaID: response.mediaID, uploadURL: response.uploadURL, expiresAt: response.expiresAt)
    }

    /// Checks that the object was uploaded, and whose it is.
    /// - Throws: UNKNOWN `character ID mismatch` when the character is another one, ids being compared as texts, and as
    ///   ``MediaServiceHandler/confirmUpload(_:context:)``.
    public func confirmUpload(
        _ request: GeneriaAPIv1.MediaAPI.ConfirmUploadRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.ConfirmUploadResponse {
        let owner = try await handler.record(request.mediaID).characterID?.canonical ?? ""
        guard owner.utf8.elementsEqual(request.characterID.utf8) else { throw MediaError("character ID mismatch") }
        let response = try await handler.confirmUpload(V2.ConfirmUploadRequest(mediaID: request.mediaID), context: context)
        return V1.ConfirmUploadResponse(success: response.success, variants: response.variants.map(Self.variant))
    }

    /// See ``MediaServiceHandler/getMedia(_:context:)``.
    public func getMedia(
        _ request: GeneriaAPIv1.MediaAPI.GetMediaRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.Media {
        let media = try await handler.getMedia(V2.GetMediaRequest(mediaID: request.mediaID), context: context)
        return V1.Media(
            mediaID: media.mediaID, characterID: media.characterID, worldID: media.worldID, filename: media.filename,
            contentType: media.contentType, size: media.size, variants: media.variants.map(Self.variant), createdAt: media.createdAt)
    }

    /// See ``MediaServiceHandler/getMediaURL(_:context:)``.
    public func getMediaURL(
        _ request: GeneriaAPIv1.MediaAPI.GetMediaURLRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.GetMediaURLResponse {
        let request = V2.GetMediaURLRequest(mediaID: request.mediaID, variant: request.variant, expiresIn: request.expiresIn)
        let response = try await handler.getMediaURL(request, context: context)
        return V1.GetMediaURLResponse(url: response.url, expiresAt: response.expiresAt)
    }

    /// See ``MediaServiceHandler/optimizeImage(_:context:)``.
    public func optimizeImage(
        _ request: GeneriaAPIv1.MediaAPI.OptimizeImageRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.OptimizeImageResponse {
        let request = V2.OptimizeImageRequest(mediaID: request.mediaID, variantsToCreate: request.variantsToCreate)
        let response = try await handler.optimizeImage(request, context: context)
        return V1.OptimizeImageResponse(variants: response.variants.map(Self.variant))
    }

    /// Always `SERVING`.
    public func healthCheck(
        _ request: GeneriaAPIv1.MediaAPI.HealthCheckRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.MediaAPI.HealthCheckResponse {
        V1.HealthCheckResponse(status: .serving)
    }

    private static func variant(_ variant: V2.MediaVariant) -> V1.MediaVariant {
        V1.MediaVariant(name: variant.name, url: variant.url, width: variant.width, height: variant.height)
    }
}
