import Environments
import GeneriaAPI
import ProtoRuntime
import ServiceSupport

extension MediaServiceHandler {
    /// What was declared for a media, uploaded or not, with a download URL valid for an hour; as an extension with its smaller copies.
    /// - Throws: UNKNOWN for an unknown or malformed id.
    public func getMedia(_ request: MediaAPI.GetMediaRequest, context: ServerContext) async throws -> MediaAPI.Media {
        let media: MediaRecord
        do {
            media = try await record(request.mediaID)
        } catch let error as MediaError {
            throw error.during("failed to get media")
        }
        return media.message(variants: messages(of: media.variants, media, at: context.forwardedHost))
    }

    /// A download URL of a variant; of the original when there is no such variant.
    ///
    /// Variants are what ``confirmUpload(_:context:)`` has made, as an extension; otherwise what somebody has put where the platform looks.
    /// - Throws: UNKNOWN for an unknown or malformed id and a lifetime of more than 7 days.
    public func getMediaURL(_ request: MediaAPI.GetMediaURLRequest, context: ServerContext) async throws -> MediaAPI.GetMediaURLResponse {
        let now = environment.now().seconds
        let lifetime = lifetime(request.expiresIn)
        let host = context.forwardedHost
        let url: String
        if let id = Identifier(parsing: request.mediaID),
            let known = downloadURLs.url(
                for: .init(media: id, variant: request.variant, lifetime: lifetime, host: host), second: now)
        {
            url = known
        } else {
            let media = try await record(request.mediaID)
            let object = try await object(of: media, variant: request.variant, second: now)
            // The original names this step twice.
            url = try await during(Self.signing) {
                try await during(Self.signing) { try downloadURL(of: object, at: host, lifetime: lifetime, second: now) }
            }
        }
        return MediaAPI.GetMediaURLResponse(url: url, expiresAt: now + Int64(lifetime))
    }

    /// Seconds for which a URL is to be valid. The original counts nanoseconds in 64 bits, which overflow (2.6, M-D10).
    private func lifetime(_ expiresIn: Int64) -> Int {
        guard behaviour.isStrict else { return expiresIn > 0 ? Int(expiresIn) : Self.downloadLifetime }
        let second: Int64 = 1_000_000_000
        let nanoseconds = expiresIn &* second
        guard nanoseconds > 0 else { return Self.downloadLifetime }
        let seconds = Int(nanoseconds / second)
        // What overflowed may be a fraction of a second longer than seven days, which are the longest.
        return seconds == 604_800 && nanoseconds % second > 0 ? seconds + 1 : seconds
    }
}

// MARK: - Objects and their URLs

extension MediaServiceHandler {
    /// An object that a URL leads to.
    private struct DownloadObject {
        let name: String
        let contentType: String
        /// What was asked for that led to it.
        let key: (media: Identifier, variant: String)
        /// Whether the same leads to it for the rest of the second.
        let isSettled: Bool
    }

    /// The object that is a variant of a media.
    /// - Throws: when the call is over, as nothing was found out then.
    private func object(of media: MediaRecord, variant: String, second: Int64) async throws(CancellationError) -> DownloadObject {
        let original = DownloadObject(
            name: media.objectName, contentType: media.contentType, key: (media.id, DownloadURLs.original), isSettled: true)
        guard variant != DownloadURLs.original else { return original }
        if behaviour.isExtended {
            // A copy that is not there yet may be there at once.
            guard let made = ImageVariant(rawValue: variant).flatMap({ media.variants?.variants[$0] }) else { return original }
            return DownloadObject(
                name: made.objectName, contentType: made.contentType, key: (media.id, variant), isSettled: true)
        }
        let found = await variantLookup.object(of: media, variant: variant, second: second)
        if Task.isCancelled { throw CancellationError() }
        if found == nil, behaviour.isStrict { return original }
        return DownloadObject(
            name: found ?? media.objectName, contentType: media.contentType, key: (media.id, variant), isSettled: !behaviour.isStrict)
    }

    private func downloadURL(
        of object: DownloadObject, at host: String?, lifetime: Int, second: Int64
    ) throws(ObjectStoreFailure) -> String {
        let key = DownloadURLs.Key(media: object.key.media, variant: object.key.variant, lifetime: lifetime, host: host)
        if object.isSettled, let known = downloadURLs.url(for: key, second: second) { return known }
        let url = try objects.downloadURL(for: object.name, at: host, contentType: object.contentType, expiresIn: lifetime)
        if object.isSettled { downloadURLs.keep(url, for: key, second: second) }
        return url
    }

    /// The variants as callers see them, the original last; those that cannot be signed are left out.
    func messages(
        of made: StoredVariants?, _ media: MediaRecord, at host: String?, withOriginal: Bool = true
    ) -> [MediaAPI.MediaVariant] {
        let second = environment.now().seconds
        func message(_ name: String, _ object: DownloadObject, _ width: Int, _ height: Int) -> MediaAPI.MediaVariant? {
            let url = try? downloadURL(of: object, at: host, lifetime: Self.downloadLifetime, second: second)
            return url.map { MediaAPI.MediaVariant(name: name, url: $0, width: Int32(clamping: width), height: Int32(clamping: height)) }
        }
        // What an extended service has made is no business of another that follows it on the same database.
        let made = behaviour.isExtended ? made : nil
        var messages = ImageVariant.allCases.compactMap { name -> MediaAPI.MediaVariant? in
            guard let variant = made?.variants[name] else { return nil }
            let object = DownloadObject(
                name: variant.objectName, contentType: variant.contentType, key: (media.id, name.rawValue), isSettled: true)
            return message(name.rawValue, object, variant.width, variant.height)
        }
        if withOriginal {
            let object = DownloadObject(
                name: media.objectName, contentType: media.contentType, key: (media.id, DownloadURLs.original), isSettled: true)
            if let original = message(DownloadURLs.original, object, made?.width ?? 0, made?.height ?? 0) { messages.append(original) }
        }
        return messages
    }
}
