import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime

/// The calls to the platform's services that create and link what was generated.
///
/// Each carries an idempotency key, so that a call whose answer was lost can be made again, and is recorded in the history.
struct PlatformClient: Sendable {
    let services: WorkerServices
    let character: Dependency
    let media: Dependency
    let post: Dependency
    let world: Dependency
    let history: RequestHistory
    let environment: Environment
    let timeout: Duration

    func createCharacter(
        name: String, meta: String, key: String, origin: CallOrigin
    ) async throws(CallFailure) -> CharacterAPI.Character {
        let request = CharacterAPI.CreateCharacterRequest.with {
            $0.worldID = origin.worldID.canonical
            $0.displayName = name
            $0.meta = meta
        }
        let data: Document = ["worldId": .string(request.worldID), "displayName": .string(name), "meta": .string(meta)]
        return try await call(.init("character-service", "CreateCharacter", origin, data), on: character, key: key) {
            options throws(RPCError) in
            try await services.character.createCharacter(request, options: options)
        } response: {
            ["id": .string($0.id), "worldId": .string($0.worldID), "displayName": .string($0.displayName), "isAi": .bool($0.isAI)]
        }
    }

    func setAvatar(characterID: String, mediaID: String, key: String, origin: CallOrigin) async throws(CallFailure) {
        let request = CharacterAPI.UpdateCharacterRequest.with {
            $0.characterID = characterID
            $0.avatarMediaID = mediaID
        }
        let data: Document = ["characterId": .string(characterID), "avatarMediaId": .string(mediaID)]
        _ = try await call(.init("character-service", "UpdateCharacter", origin, data), on: character, key: key) {
            options throws(RPCError) in
            try await services.character.updateCharacter(request, options: options)
        } response: {
            ["id": .string($0.id), "avatarMediaId": .string($0.avatarMediaID ?? "")]
        }
    }

    func createPost(_ order: PostOrder, key: String, origin: CallOrigin) async throws(CallFailure) -> String {
        let request = PostAPI.CreateAIPostRequest.with {
            $0.characterID = order.characterID
            $0.caption = order.caption
            $0.mediaID = order.mediaID
            $0.worldID = origin.worldID.canonical
            $0.tags = order.tags
        }
        let data: Document = [
            "characterId": .string(order.characterID), "caption": .string(order.caption), "mediaId": .string(order.mediaID),
            "worldId": .string(request.worldID), "tags": .array(order.tags.map { .string($0) }),
        ]
        return try await call(.init("post-service", "CreateAIPost", origin, data), on: post, key: key) {
            options throws(RPCError) in
            try await services.post.createAIPost(request, options: options)
        } response: {
            ["postId": .string($0.postID), "createdAt": .string($0.createdAt)]
        }.postID
    }

    func setWorldParameters(
        json: String, name: String, users: Int, posts: Int, key: String, origin: CallOrigin
    ) async throws(CallFailure) {
        let request = WorldAPI.UpdateWorldParamsRequest.with {
            $0.worldID = origin.worldID.canonical
            $0.params = json
            $0.name = name
            $0.usersCount = Int32(clamping: users)
            $0.postsCount = Int32(clamping: posts)
        }
        let data: Document = [
            "worldId": .string(request.worldID), "params": .string(json), "name": .string(name), "usersCount": .int(users),
            "postsCount": .int(posts),
        ]
        let response = try await call(.init("world-service", "UpdateWorldParams", origin, data), on: world, key: key) {
            options throws(RPCError) in
            try await services.world.updateWorldParams(request, options: options)
        } response: {
            ["success": .bool($0.success), "message": .string($0.message)]
        }
        guard response.success else { throw .retryable("world-service refused UpdateWorldParams: \(response.message)") }
    }

    func setWorldImages(header: String, icon: String, key: String, origin: CallOrigin) async throws(CallFailure) {
        let request = WorldAPI.UpdateWorldImageRequest.with {
            $0.worldID = origin.worldID.canonical
            $0.imageUUID = header
            $0.iconUUID = icon
        }
        let data: Document = ["worldId": .string(request.worldID), "imageUuid": .string(header), "iconUuid": .string(icon)]
        let response = try await call(.init("world-service", "UpdateWorldImage", origin, data), on: world, key: key) {
            options throws(RPCError) in
            try await services.world.updateWorldImage(request, options: options)
        } response: {
            ["success": .bool($0.success), "message": .string($0.message)]
        }
        guard response.success else { throw .retryable("world-service refused UpdateWorldImage: \(response.message)") }
    }
}

/// A post to be published.
struct PostOrder: Sendable, Hashable {
    let characterID: String
    let caption: String
    let mediaID: String
    let tags: [String]
}
