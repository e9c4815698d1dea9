import Environments
import Persistence
import Telemetry

/// News of posts, and those that were not told.
extension Engine {
    /// Counts the end of a task and tells of the post that it has published.
    func countAndTell(_ task: EndedTask, _ post: PublishedPost?, of worldID: Identifier) async {
        // The post is owed from the moment on in which it is counted.
        await count(task, of: worldID)
        if let post { tell(post, of: task.id) }
    }

    private func tell(_ post: PublishedPost, of task: Identifier) {
        news?.tell(post, of: task) { [book] in book.post(.postsTold([task]), to: post.worldID) }
    }

    /// Tells what was not told by whoever should have: in worlds of which nothing has been heard for `age`, and of posts that were not told for
    /// as long.
    ///
    /// - Parameter everything: also what others may be about to tell.
    func tellOwed(olderThan age: Duration, everything: Bool = false) async throws {
        guard let news else { return }
        let quiet = environment.now() - age
        let owing = try await book.owingNews()
        for (progress, document) in owing where everything || progress.updatedAt <= quiet { await news.remind(progress, document) }
        let overdue = Set(news.overdue(owing.flatMap(\.progress.untoldPosts), everything: everything))
        for (progress, _) in owing {
            for id in progress.untoldPosts where overdue.contains(id) {
                let task = try await queue.store.get(id.canonical, from: TaskQueue.collection)
                if let task, let post = PublishedPost(task) {
                    tell(post, of: id)
                } else {
                    logger.error("a post cannot be told of: the document of its task is lost or damaged", ["task_id": id.canonical])
                    book.post(.postsTold([id]), to: progress.worldID)
                }
            }
        }
    }
}

extension PublishedPost {
    /// The post that a stored task has published; `nil` when it has published none that can be told of.
    fileprivate init?(_ task: Document) {
        guard let record = TaskRecord(task), let result = task[TaskKey.result]?.document, let time = task[TaskKey.finishedAt]?.date else {
            return nil
        }
        self.init(record, result: result, at: time)
    }
}
