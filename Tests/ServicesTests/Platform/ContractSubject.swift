import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime

/// A running platform that a contract case examines: its services behind any channel, and what a case must be able to do besides calling.
protocol ContractSubject: Sendable {
    /// Leads to all four services.
    var channel: any Channel { get }

    /// Makes calls to a service, the other services' included, fail as if its process were gone.
    func stop(_ service: PlatformService) async
    /// The generations that were started.
    func startedGenerations() async -> [StartedGeneration]
    /// Stores a status document as the worker does.
    func storeGenerationStatus(_ document: Document) async throws
    /// Sends bytes to an upload URL, as it is.
    /// - Returns: the HTTP status.
    func upload(_ bytes: [UInt8], to url: String) async throws -> Int
    /// Reads a download URL.
    func download(_ url: String) async throws -> (status: Int, contentType: String?, body: [UInt8])
}

extension ContractSubject {
    var characters: CharacterAPI.CharacterServiceClient { CharacterAPI.CharacterServiceClient(channel) }
    var media: MediaAPI.MediaServiceClient { MediaAPI.MediaServiceClient(channel) }
    var posts: PostAPI.PostServiceClient { PostAPI.PostServiceClient(channel) }
    var worlds: WorldAPI.WorldServiceClient { WorldAPI.WorldServiceClient(channel) }
}

enum PlatformService: String, Sendable {
    case character = "generia.character.CharacterService"
    case media = "media.MediaService"
    case post = "post.PostService"
    case world = "world.WorldService"
}

/// What a generation starter was told.
struct StartedGeneration: Sendable, Hashable {
    var world: String
    var name: String
    var prompt: String
    var characters: Int
    var posts: Int
}
