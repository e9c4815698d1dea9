import GeneriaAPI

/// What a post shows of its character, as it is now.
struct PostAuthor {
    var displayName = ""
    var avatarURL = ""
}

/// How often a post was liked and commented on.
struct PostCounts {
    var likes: Int32 = 0
    var comments: Int32 = 0

    /// Of a post that nobody has liked or commented on.
    init() {}

    /// As InteractionService tells them.
    init(_ stats: InteractionAPI.PostStatsResponse) {
        likes = stats.likesCount
        comments = stats.commentsCount
    }
}
