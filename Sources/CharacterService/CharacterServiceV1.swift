import GeneriaAPI
import GeneriaAPIv1
import ProtoRuntime

/// CharacterService as version 1 of the wire contract knows it: without UpdateCharacter, and without the URLs of avatars (platform contract,
/// 1.1). Behaviour and data are those of ``CharacterServiceHandler``.
public struct CharacterServiceV1: GeneriaAPIv1.CharacterAPI.CharacterService {
    private typealias V1 = GeneriaAPIv1.CharacterAPI
    private typealias V2 = GeneriaAPI.CharacterAPI

    private let handler: CharacterServiceHandler

    /// Version 1 in front of `handler`.
    public init(_ handler: CharacterServiceHandler) {
        self.handler = handler
    }

    /// See ``CharacterServiceHandler/createCharacter(_:context:)``.
    public func createCharacter(
        _ request: GeneriaAPIv1.CharacterAPI.CreateCharacterRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.CharacterAPI.Character {
        let request = V2.CreateCharacterRequest(
            worldID: request.worldID, realUserID: request.realUserID, displayName: request.displayName,
            avatarMediaID: request.avatarMediaID, meta: request.meta)
        return Self.character(try await handler.createCharacter(request, context: context))
    }

    /// See ``CharacterServiceHandler/getCharacter(_:context:)``.
    public func getCharacter(
        _ request: GeneriaAPIv1.CharacterAPI.GetCharacterRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.CharacterAPI.Character {
        let request = V2.GetCharacterRequest(characterID: request.characterID)
        return Self.character(try await handler.getCharacter(request, context: context))
    }

    /// See ``CharacterServiceHandler/getUserCharactersInWorld(_:context:)``.
    public func getUserCharactersInWorld(
        _ request: GeneriaAPIv1.CharacterAPI.GetUserCharactersInWorldRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.CharacterAPI.CharacterList {
        let request = V2.GetUserCharactersInWorldRequest(userID: request.userID, worldID: request.worldID)
        let list = try await handler.getUserCharactersInWorld(request, context: context)
        return V1.CharacterList(characters: list.characters.map(Self.character))
    }

    /// Always `SERVING`.
    public func healthCheck(
        _ request: GeneriaAPIv1.CharacterAPI.HealthCheckRequest, context: ServerContext
    ) async throws -> GeneriaAPIv1.CharacterAPI.HealthCheckResponse {
        V1.HealthCheckResponse(status: "SERVING")
    }

    private static func character(_ character: V2.Character) -> V1.Character {
        V1.Character(
            id: character.id, worldID: character.worldID, realUserID: character.realUserID, isAI: character.isAI,
            displayName: character.displayName, avatarMediaID: character.avatarMediaID, meta: character.meta,
            createdAt: character.createdAt)
    }
}
