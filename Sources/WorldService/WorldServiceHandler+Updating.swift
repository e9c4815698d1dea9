import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport

// Both calls change the columns that they name and no others, so that concurrent ones do not undo each other. The originals write the whole
// row that they have read before (platform contract 4.4, W-D6).
extension WorldServiceHandler {
    /// Links the background and the icon of a world.
    /// - Throws: INVALID_ARGUMENT without one of the ids, NOT_FOUND for an unknown world, INTERNAL for malformed ids.
    public func updateWorldImage(
        _ request: WorldAPI.UpdateWorldImageRequest, context: ServerContext
    ) async throws -> WorldAPI.UpdateWorldImageResponse {
        guard !request.worldID.isEmpty, !request.imageUUID.isEmpty, !request.iconUUID.isEmpty else {
            throw WorldError.invalid("world_id, image_uuid, and icon_uuid are required")
        }
        let world = try await existingWorld(request.worldID, operation: "UpdateWorldImage")
        try await step("update world with images", of: "UpdateWorldImage") {
            try await change(
                world,
                [
                    .set(WorldRecord.Field.imageID, .string(try Identifier(request.imageUUID, field: "image_uuid").canonical)),
                    .set(WorldRecord.Field.iconID, .string(try Identifier(request.iconUUID, field: "icon_uuid").canonical)),
                ])
        }
        return WorldAPI.UpdateWorldImageResponse(success: true, message: "Successfully updated world images")
    }

    /// Replaces the params of a world and its planned counts, and its name when one is given.
    /// - Throws: INVALID_ARGUMENT without an id or params, NOT_FOUND for an unknown world, INTERNAL for a malformed id, params that are no
    ///   JSON and a name that is too long.
    public func updateWorldParams(
        _ request: WorldAPI.UpdateWorldParamsRequest, context: ServerContext
    ) async throws -> WorldAPI.UpdateWorldParamsResponse {
        guard !request.worldID.isEmpty, !request.params.isEmpty else {
            throw WorldError.invalid("world_id and params are required")
        }
        let world = try await existingWorld(request.worldID, operation: "UpdateWorldParams")
        try await step("update world", of: "UpdateWorldParams") {
            // The counts are overwritten also by zeros, when they were not given (4.4, W-D5).
            var changes: [Update.Operation] = [
                .set(WorldRecord.Field.params, .string(try request.params.renderedAsJSONB(field: "params"))),
                .set(WorldRecord.Field.usersCount, .int32(request.usersCount)),
                .set(WorldRecord.Field.postsCount, .int32(request.postsCount)),
            ]
            if !request.name.isEmpty { changes.append(.set(WorldRecord.Field.name, .string(try Self.validName(request.name)))) }
            try await change(world, changes)
        }
        return WorldAPI.UpdateWorldParamsResponse(success: true, message: "params updated")
    }

    private func change(_ world: WorldRecord, _ changes: [Update.Operation]) async throws {
        let named = changes + [.set(WorldRecord.Field.updatedAt, .int64(environment.now().microseconds))]
        let others = behaviour.isStrict ? world.columns.filter { column in !named.contains { $0.path == column.path } } : []
        _ = try await store.update(.id(world.id), in: WorldRecord.collection, with: Update(named + others))
    }
}
