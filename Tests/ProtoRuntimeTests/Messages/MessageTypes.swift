import GeneriaAPI
import KitchenSink
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
        KitchenSinkAPI.Borrowed.self, KitchenSinkAPI.Choice.self, KitchenSinkAPI.Empty.self, KitchenSinkAPI.Everything.self,
        KitchenSinkAPI.Lists.self,
        KitchenSinkAPI.Maps.self, KitchenSinkAPI.Names.self, KitchenSinkAPI.Names.Protocol_.self, KitchenSinkAPI.Optionals.self,
        KitchenSinkAPI.Scalars.self,
        KitchenSinkAPI.Sparse.self, KitchenSinkAPI.Tree.self, KitchenSinkAPI.Tree.Leaf.self,
    ]
    let channelz: [any Message.Type] = [
        ChannelzAPI.Address.self, ChannelzAPI.Address.OtherAddress.self, ChannelzAPI.Address.TcpIpAddress.self,
        ChannelzAPI.Address.UdsAddress.self, ChannelzAPI.Channel.self, ChannelzAPI.ChannelConnectivityState.self,
        ChannelzAPI.ChannelData.self, ChannelzAPI.ChannelRef.self, ChannelzAPI.ChannelTrace.self, ChannelzAPI.ChannelTraceEvent.self,
        ChannelzAPI.GetChannelRequest.self, ChannelzAPI.GetChannelResponse.self, ChannelzAPI.GetServerRequest.self,
        ChannelzAPI.GetServerResponse.self, ChannelzAPI.GetServerSocketsRequest.self, ChannelzAPI.GetServerSocketsResponse.self,
        ChannelzAPI.GetServersRequest.self, ChannelzAPI.GetServersResponse.self, ChannelzAPI.GetSocketRequest.self,
        ChannelzAPI.GetSocketResponse.self, ChannelzAPI.GetSubchannelRequest.self, ChannelzAPI.GetSubchannelResponse.self,
        ChannelzAPI.GetTopChannelsRequest.self, ChannelzAPI.GetTopChannelsResponse.self, ChannelzAPI.Security.self,
        ChannelzAPI.Security.OtherSecurity.self, ChannelzAPI.Security.Tls.self, ChannelzAPI.Server.self, ChannelzAPI.ServerData.self,
        ChannelzAPI.ServerRef.self, ChannelzAPI.Socket.self, ChannelzAPI.SocketData.self, ChannelzAPI.SocketOption.self,
        ChannelzAPI.SocketOptionLinger.self, ChannelzAPI.SocketOptionTcpInfo.self, ChannelzAPI.SocketOptionTimeout.self,
        ChannelzAPI.SocketRef.self, ChannelzAPI.Subchannel.self, ChannelzAPI.SubchannelRef.self,
    ]
    let reflection: [any Message.Type] = [
        ReflectionV1API.ErrorResponse.self, ReflectionV1API.ExtensionNumberResponse.self, ReflectionV1API.ExtensionRequest.self,
        ReflectionV1API.FileDescriptorResponse.self, ReflectionV1API.ListServiceResponse.self,
        ReflectionV1API.ServerReflectionRequest.self, ReflectionV1API.ServerReflectionResponse.self, ReflectionV1API.ServiceResponse.self,
    ]
    let google: [any Message.Type] = [
        ProtobufAPI.Any_.self, ProtobufAPI.BoolValue.self, ProtobufAPI.BytesValue.self, ProtobufAPI.DoubleValue.self,
        ProtobufAPI.Duration.self, ProtobufAPI.Empty.self, ProtobufAPI.FloatValue.self, ProtobufAPI.Int32Value.self,
        ProtobufAPI.Int64Value.self, ProtobufAPI.StringValue.self, ProtobufAPI.Timestamp.self, ProtobufAPI.UInt32Value.self,
        ProtobufAPI.UInt64Value.self, RPCAPI.BadRequest.self, RPCAPI.BadRequest.FieldViolation.self, RPCAPI.DebugInfo.self,
        RPCAPI.ErrorInfo.self, RPCAPI.Help.self, RPCAPI.Help.Link.self, RPCAPI.LocalizedMessage.self, RPCAPI.PreconditionFailure.self,
        RPCAPI.PreconditionFailure.Violation.self, RPCAPI.QuotaFailure.self, RPCAPI.QuotaFailure.Violation.self, RPCAPI.RequestInfo.self,
        RPCAPI.ResourceInfo.self, RPCAPI.RetryInfo.self, RPCAPI.Status.self,
    ]
    let all = character + media + post + world + health + kitchenSink + channelz + reflection + google
    return Dictionary(uniqueKeysWithValues: all.map { ($0.fullName, $0) })
}()
