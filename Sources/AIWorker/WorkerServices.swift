import GeneriaAPI

/// The clients of the four platform services.
public struct WorkerServices: Sendable {
    /// Creates characters and sets their avatars.
    public var character: CharacterAPI.CharacterServiceClient
    /// Gives upload links and confirms uploads.
    public var media: MediaAPI.MediaServiceClient
    /// Publishes posts.
    public var post: PostAPI.PostServiceClient
    /// Takes the world's description and images.
    public var world: WorldAPI.WorldServiceClient

    /// The clients of the four services, over whatever channel they use.
    public init(
        character: CharacterAPI.CharacterServiceClient, media: MediaAPI.MediaServiceClient, post: PostAPI.PostServiceClient,
        world: WorldAPI.WorldServiceClient
    ) {
        self.character = character
        self.media = media
        self.post = post
        self.world = world
    }
}
