import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Telemetry

extension WorldServiceHandler {
    /// A world, whoever asks for it.
    /// - Throws: INVALID_ARGUMENT without an id, NOT_FOUND for an unknown one, INTERNAL for a malformed one.
    public func getWorld(_ request: WorldAPI.GetWorldRequest, context: ServerContext) async throws -> WorldAPI.WorldResponse {
        guard !request.worldID.isEmpty else { throw WorldError.invalid("world_id is required") }
        let world = try await existingWorld(request.worldID, operation: "GetWorld")
        // A reader who cannot be told from a stranger is one.
        var isJoined = false
        if let user = Identifier(parsing: request.userID) {
            isJoined = (try? await isStored(Membership(user: user, world: world.id))) ?? false
        }
        return await message(of: world, isJoined: isJoined)
    }

    /// A page of the worlds that a user has joined, the newest first, and the number of all of them.
    /// - Throws: INVALID_ARGUMENT without a user, INTERNAL for a malformed id.
    public func getWorlds(_ request: WorldAPI.GetWorldsRequest, context: ServerContext) async throws -> WorldAPI.WorldsResponse {
        guard !request.userID.isEmpty else { throw WorldError.invalid("user_id is required") }
        let (worlds, total) = try await step("get worlds", of: "GetWorlds") { () async throws -> ([WorldRecord], Int) in
            let user = try Identifier(request.userID, field: "user_id")
            let memberships = Query(.equals(Membership.Field.userID, .string(user.canonical)))
            let joined = try await store.find(memberships, in: Membership.collection).compactMap { $0[Membership.Field.worldID] }
            guard !joined.isEmpty else { return ([], 0) }
            var filter = Filter.in("_id", joined)
            if !request.status.isEmpty && request.status != "all" {
                filter = .and([filter, .equals(WorldRecord.Field.status, .string(request.status))])
            }
            let query = Query(
                filter, sort: [.descending(WorldRecord.Field.createdAt)], limit: request.limit > 0 ? Int(request.limit) : 10,
                offset: max(0, Int(request.offset)))
            let page = try await store.find(query, in: WorldRecord.collection).map(WorldRecord.init)
            return (page, try await store.count(filter, in: WorldRecord.collection))
        }
        var response = WorldAPI.WorldsResponse(total: Int32(clamping: total))
        for world in worlds { response.worlds.append(await message(of: world, isJoined: true)) }
        return response
    }

    /// How the generation of a world goes, as the worker has written it down; `not_started` when it has not.
    /// - Throws: INVALID_ARGUMENT without an id, NOT_FOUND for an unknown one, INTERNAL for a malformed one and when the worker's record
    ///   cannot be read.
    public func getGenerationStatus(
        _ request: WorldAPI.GetGenerationStatusRequest, context: ServerContext
    ) async throws -> WorldAPI.GetGenerationStatusResponse {
        guard !request.worldID.isEmpty else { throw WorldError.invalid("world_id is required") }
        _ = try await existingWorld(request.worldID, operation: "GetGenerationStatus")
        return try await step("get generation status", of: "GetGenerationStatus") {
            // The original looks for the text of the request: an id that is not in its canonical form finds nothing.
            guard let document = try await generations.get(request.worldID, from: GenerationStatus.collection) else {
                return WorldAPI.GetGenerationStatusResponse(status: "not_started")
            }
            return try GenerationStatus(document).message
        }
    }

    /// The world with the URLs of its pictures; a URL is empty when MediaService does not give one.
    private func message(of world: WorldRecord, isJoined: Bool) async -> WorldAPI.WorldResponse {
        var message = world.message(isJoined: isJoined)
        if let image = world.imageID { message.imageURL = await url(of: image) }
        if let icon = world.iconID { message.iconURL = await url(of: icon) }
        return message
    }

    private func url(of mediaID: String) async -> String {
        do {
            return try await media.getMediaURL(
                MediaAPI.GetMediaURLRequest(mediaID: mediaID, variant: "original", expiresIn: 3_600), options: .passingHostOn
            ).url
        } catch {
            logger.debug("world picture without a URL", ["media_id": mediaID, "reason": "\(error)"])
            return ""
        }
    }
}
