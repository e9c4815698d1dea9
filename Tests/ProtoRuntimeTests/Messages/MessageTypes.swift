import GeneriaAPI
import ProtoRuntime

/// All generated message types, by full name.
let messageTypes: [String: any Message.Type] = {
    let character: [any Message.Type] = [
        CharacterAPI.Character.self, CharacterAPI.CharacterList.self, CharacterAPI.CreateCharacterRequest.self,
        CharacterAPI.GetCharacterRequest.self, CharacterAPI.GetUserCharactersInWorldRequest.self, CharacterAPI.HealthCheckRequest.self,
        CharacterAPI.HealthCheckResponse.self, CharacterAPI.UpdateCharacterRequest.self,
    ]
    let media: [any Message.Type] = [
        MediaAPI.ConfirmUploadRequest.self, MediaAPI.ConfirmUploadResponse.self, MediaAPI.GetMediaRequest.self,
        MediaAPI.GetMediaURLRequest.self, MediaAPI.GetMediaURLResponse.self, MediaAPI.GetPresignedUploadURLRequest.self,
        MediaAPI.GetPresignedUploadURLResponse.self, MediaAPI.HealthCheckRequest.self, MediaAPI.HealthCheckResponse.self,
        MediaAPI.Media.self, MediaAPI.MediaMetadata.self, MediaAPI.MediaVariant.self, MediaAPI.OptimizeImageRequest.self,
        MediaAPI.OptimizeImageResponse.self,
    ]
    let post: [any Message.Type] = [
        PostAPI.CreateAIPostRequest.self, PostAPI.CreatePostRequest.self, PostAPI.CreatePostResponse.self,
        PostAPI.GetCharacterPostsRequest.self, PostAPI.GetGlobalFeedRequest.self, PostAPI.GetPostRequest.self,
        PostAPI.GetPostsByIdsRequest.self, PostAPI.GetUserPostsRequest.self, PostAPI.HealthCheckRequest.self,
        PostAPI.HealthCheckResponse.self, PostAPI.Post.self, PostAPI.PostList.self,
    ]
    let world: [any Message.Type] = [
        WorldAPI.CreateWorldRequest.self, WorldAPI.GetGenerationStatusRequest.self, WorldAPI.GetGenerationStatusResponse.self,
        WorldAPI.GetWorldRequest.self, WorldAPI.GetWorldsRequest.self, WorldAPI.HealthCheckRequest.self,
        WorldAPI.HealthCheckResponse.self, WorldAPI.JoinWorldRequest.self, WorldAPI.JoinWorldResponse.self, WorldAPI.StageInfo.self,
        WorldAPI.UpdateWorldImageRequest.self, WorldAPI.UpdateWorldImageResponse.self, WorldAPI.UpdateWorldParamsRequest.self,
        WorldAPI.UpdateWorldParamsResponse.self, WorldAPI.WorldResponse.self, WorldAPI.WorldsResponse.self,
    ]
    let health: [any Message.Type] = [
        HealthAPI.HealthCheckRequest.self, HealthAPI.HealthCheckResponse.self, HealthAPI.HealthListRequest.self,
        HealthAPI.HealthListResponse.self,
    ]
    let kitchenSink: [any Message.Type] = [
        KitchenSinkAPI.Choice.self, KitchenSinkAPI.Empty.self, KitchenSinkAPI.Everything.self, KitchenSinkAPI.Lists.self,
        KitchenSinkAPI.Maps.self, KitchenSinkAPI.Names.self, KitchenSinkAPI.Names.Protocol_.self, KitchenSinkAPI.Optionals.self,
        KitchenSinkAPI.Scalars.self,
        KitchenSinkAPI.Sparse.self, KitchenSinkAPI.Tree.self, KitchenSinkAPI.Tree.Leaf.self,
    ]
    let all = character + media + post + world + health + kitchenSink
    return Dictionary(uniqueKeysWithValues: all.map { ($0.fullName, $0) })
}()
