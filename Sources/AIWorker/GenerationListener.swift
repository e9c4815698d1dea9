import Environments
import Persistence

/// Hears what a worker does, after it is stored. Of posts and progress it hears again, after a while or from the next process, until it says that
/// the news have arrived; what becomes of single tasks is told once at most.
///
/// The calls come on whatever thread does the work, those about one world's progress in their order, and must return soon.
public protocol GenerationListener: Sendable {
    /// A run of a task is over.
    func task(_ task: TaskNotice, ended outcome: TaskOutcome)
    /// A post was published.
    ///
    /// - Parameter told: to be called once the news cannot be lost any more, or with `false` when they are lost.
    func published(_ post: PublishedPost, told: @escaping @Sendable (Bool) -> Void)
    /// The status document of a world has changed (platform contract 9.3). Its `revision` tells older news from newer ones.
    ///
    /// - Parameter told: to be called once the news cannot be lost any more, or with `false` when they are lost; need not be called when newer
    ///   ones of the world take their place.
    func progressed(_ worldID: Identifier, _ status: Document, told: @escaping @Sendable (Bool) -> Void)
}

/// How a run of a task ended.
public enum TaskOutcome: Sendable, Hashable {
    /// The task is done, with this result.
    case completed(Document)
    /// The task has failed for good, for this reason.
    case failed(String)
    /// The task will be tried again, for this reason.
    case retrying(String)
}

/// A post that a worker has published.
public struct PublishedPost: Sendable, Hashable {
    /// The world of the post.
    public var worldID: Identifier
    /// Who wrote it.
    public var characterID: String
    /// The post's id at PostService.
    public var postID: String
    /// Its picture at MediaService.
    public var mediaID: String
    /// Its text.
    public var caption: String
    /// When the worker had published it.
    public var createdAt: Timestamp

    /// A post from its parts.
    public init(worldID: Identifier, characterID: String, postID: String, mediaID: String, caption: String, createdAt: Timestamp) {
        self.worldID = worldID
        self.characterID = characterID
        self.postID = postID
        self.mediaID = mediaID
        self.caption = caption
        self.createdAt = createdAt
    }

    /// The post that a task of job 9 has published, by its result (generation flow 1.4).
    init?(_ record: TaskRecord, result: Document, at time: Timestamp) {
        guard record.type == .generatePostImage, let postID = result["post_id"]?.string, let mediaID = result["media_id"]?.string,
            let characterID = result["character_id"]?.string
        else { return nil }
        self.init(
            worldID: record.worldID, characterID: characterID, postID: postID, mediaID: mediaID,
            caption: result["content"]?.string ?? "", createdAt: time)
    }
}
