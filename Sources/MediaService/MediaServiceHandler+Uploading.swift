import Environments
import GeneriaAPI
import ImageScaling
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

extension MediaServiceHandler {
    /// Seconds for which an upload URL is valid.
    private static let uploadLifetime = 600

    /// Registers a media and signs the URL for its upload, valid for 10 minutes.
    ///
    /// A repeated idempotency key answers with the media of the first call and a URL that is signed anew.
    /// - Throws: UNKNOWN for malformed ids, an unknown world, and an object name that is too long.
    public func getPresignedUploadURL(
        _ request: MediaAPI.GetPresignedUploadURLRequest, context: ServerContext
    ) async throws -> MediaAPI.GetPresignedUploadURLResponse {
        try await register(request, ownedBy: .world, context: context)
    }

    /// As ``getPresignedUploadURL(_:context:)``.
    /// - Parameter owner: whom the request must name.
    func register(
        _ request: MediaAPI.GetPresignedUploadURLRequest, ownedBy owner: MediaOwner, context: ServerContext
    ) async throws -> MediaAPI.GetPresignedUploadURLResponse {
        let key = context.idempotencyKey
        let id = try await during(Self.storing) { try await ids.next(idempotencyKey: key) }
        let objectName = ObjectName.make(
            type: request.mediaType, worldID: request.worldID, characterID: request.characterID, mediaID: id.hex,
            fileName: request.filename)
        // The original signs before it looks at the ids: a name that is too long is found first.
        var uploadURL = try await self.uploadURL(for: objectName, context)
        let media = try await during(Self.storing) {
            let record = try MediaRecord(
                id: id, objectName: objectName, request: request, ownedBy: owner, createdAt: environment.strictlyIncreasingNow())
            if let world = record.worldID, try await !worlds.contains(world) { throw MediaError.unknownWorld }
            let stored = try await store.insertOnce(record.document(idempotencyKey: key), into: MediaRecord.collection)
            return MediaRecord(stored) ?? record
        }
        if media.id != id { uploadURL = try await self.uploadURL(for: media.objectName, context) }
        return MediaAPI.GetPresignedUploadURLResponse(
            mediaID: media.id.hex, uploadURL: uploadURL, expiresAt: environment.now().seconds + Int64(Self.uploadLifetime))
    }

    private func uploadURL(for objectName: String, _ context: ServerContext) async throws -> String {
        try await during(Self.signing) { try objects.uploadURL(for: objectName, at: context.forwardedHost, expiresIn: Self.uploadLifetime) }
    }

    /// Checks that the object was uploaded. There is no confirmed state: URLs and posts work without.
    ///
    /// As an extension the picture's smaller copies are made, once for what was uploaded. An upload is right without them too: one that is no
    /// picture, or none that can be scaled, has the original only.
    /// - Throws: UNKNOWN for an unknown or malformed id, and when the object is not there.
    public func confirmUpload(
        _ request: MediaAPI.ConfirmUploadRequest, context: ServerContext
    ) async throws -> MediaAPI.ConfirmUploadResponse {
        let media = try await record(request.mediaID)
        let object = try await during(Self.verifying) { try await objects.verify(media.objectName) }
        var made = media.variants
        if let variants, made?.settle(ImageVariant.allCases, of: object.version) != true {
            made = try await completed(media, by: variants)
        }
        return MediaAPI.ConfirmUploadResponse(success: true, variants: messages(of: made, media, at: context.forwardedHost))
    }

    /// All copies of an uploaded picture; `nil` when they could not be made.
    /// - Throws: when the call itself is over.
    private func completed(_ media: MediaRecord, by variants: VariantMaker) async throws -> StoredVariants? {
        do {
            return try await variants.complete(ImageVariant.allCases, of: media)
        } catch {
            try Task.checkCancellation()
            logger.warning("no variants of an uploaded object", ["media_id": media.id.canonical, "reason": "\(error)"])
            return nil
        }
    }

    /// On the platform does nothing, successfully, for any media and any names: it has no variants (2.6, M-D2).
    ///
    /// As an extension makes the named copies, again if they are there, or all when none is named, and answers with them.
    /// - Throws: INVALID_ARGUMENT for a name that is none of the copies' and a malformed id, NOT_FOUND for an unknown media and one that was
    ///   not uploaded, FAILED_PRECONDITION when the upload is no picture that can be scaled.
    public func optimizeImage(
        _ request: MediaAPI.OptimizeImageRequest, context: ServerContext
    ) async throws -> MediaAPI.OptimizeImageResponse {
        guard let variants else { return MediaAPI.OptimizeImageResponse() }
        let operation = "failed to optimize image"
        let wanted = try await during(operation) { try Self.variants(named: request.variantsToCreate) }
        let media = try await record(request.mediaID)
        var made = try await during(operation) {
            do {
                return try await variants.remake(wanted, of: media)
            } catch let error as ImageError {
                throw MediaError(error.description, .unsuitable)
            }
        }
        made.variants = made.variants.filter { wanted.contains($0.key) }
        return MediaAPI.OptimizeImageResponse(variants: messages(of: made, media, at: context.forwardedHost, withOriginal: false))
    }

    private static func variants(named names: [String]) throws(MediaError) -> [ImageVariant] {
        guard !names.isEmpty else { return ImageVariant.allCases }
        var wanted: Set<ImageVariant> = []
        for name in names {
            guard let variant = ImageVariant(rawValue: name) else {
                throw MediaError("variants_to_create: \"\(name.prefix(64))\" is no variant (accepted: \(ImageVariant.names))", .invalid)
            }
            wanted.insert(variant)
        }
        return ImageVariant.allCases.filter(wanted.contains)
    }
}
