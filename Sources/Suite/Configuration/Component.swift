/// A part of the suite that can be left out.
public enum Component: String, Sendable, Hashable, CaseIterable {
    /// `generia.character.CharacterService`
    case character
    /// `media.MediaService`
    case media
    /// `post.PostService`
    case post
    /// `world.WorldService`
    case world
    /// `auth.AuthService`
    case auth
    /// `interaction.InteractionService`
    case interaction
    /// The embedded object storage.
    case s3
    /// The stand-ins for the providers of texts and images.
    case providers
    /// The Consul-compatible discovery endpoint.
    case consul
    /// The worker that generates worlds.
    case worker
    /// The administration endpoint.
    case web

    /// The services that speak gRPC.
    public static let services: [Component] = [.character, .media, .post, .world, .auth, .interaction]
    /// The services that the worker calls.
    public static let generationServices: [Component] = [.character, .media, .post, .world]

    /// The name of the component's listener in the state file; `nil` when it listens on nothing.
    public var endpointName: String? {
        switch self {
        case .worker: nil
        case .web: "admin"
        default: rawValue
        }
    }

    /// The name under which discovery knows a service (platform contract, section 6.4).
    public var serviceName: String? {
        Self.services.contains(self) ? "\(rawValue)-service" : nil
    }

    /// What the component is, for people.
    public var title: String {
        switch self {
        case .character: "CharacterService"
        case .media: "MediaService"
        case .post: "PostService"
        case .world: "WorldService"
        case .auth: "AuthService"
        case .interaction: "InteractionService"
        case .s3: "object storage (S3)"
        case .providers: "providers (LLM, images)"
        case .consul: "discovery (Consul)"
        case .worker: "AIWorker"
        case .web: "administration"
        }
    }

    /// The protocol of the component's listener.
    public var scheme: String { Self.services.contains(self) ? "grpc" : "http" }
}
