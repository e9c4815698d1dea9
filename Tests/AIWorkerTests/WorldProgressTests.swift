import Environments
import Persistence
import Testing

@testable import AIWorker

@Suite("Progress of a world")
struct WorldProgressTests {
    private static let worldID = Identifier.v5(namespace: Identifier(high: 0, low: 1), name: "world")

    private func progress(users: Int = 2, posts: Int = 3, llmLimit: Int? = nil) -> WorldProgress {
        WorldProgress(
            worldID: Self.worldID, request: .init(prompt: "p", users: users, posts: posts), llmLimit: llmLimit, imageLimit: nil,
            now: Timestamp(seconds: 0))
    }

    /// All events of a small world: two characters with two posts and one.
    private func events(failing: Set<String> = []) -> [(name: String, task: EndedTask)] {
        var result: [(String, EndedTask)] = []
        func id(_ name: String) -> Identifier { Identifier.v5(namespace: Self.worldID, name: name) }
        func add(_ name: String, _ type: TaskType, parent: String?, children: [(String, TaskType, Int)] = []) {
            let isFailing = failing.contains(name)
            result.append(
                (
                    name,
                    EndedTask(
                        id: id(name), type: type, parent: parent.map(id), failure: isFailing ? "broken" : nil,
                        children: isFailing ? [] : children.map { .init(id: id($0.0), type: $0.1, plannedPosts: $0.2) })
                ))
            if isFailing { return }
        }
        add("init", .initWorldCreation, parent: nil, children: [("world", .generateWorldDescription, 0)])
        add(
            "world", .generateWorldDescription, parent: "init",
            children: [("image", .generateWorldImage, 0), ("batch", .generateCharacterBatch, 0)])
        add("image", .generateWorldImage, parent: "world")
        add("batch", .generateCharacterBatch, parent: "world", children: [("c0", .generateCharacter, 2), ("c1", .generateCharacter, 1)])
        for (character, posts) in [("c0", 2), ("c1", 1)] {
            add(
                character, .generateCharacter, parent: "batch",
                children: [("\(character)a", .generateCharacterAvatar, 0), ("\(character)b", .generatePostBatch, 0)])
            if failing.contains(character) { continue }
            add("\(character)a", .generateCharacterAvatar, parent: character)
            add(
                "\(character)b", .generatePostBatch, parent: character,
                children: (0..<posts).map { ("\(character)p\($0)", TaskType.generatePost, 0) })
            for post in 0..<posts {
                add(
                    "\(character)p\(post)", .generatePost, parent: "\(character)b",
                    children: [("\(character)i\(post)", .generatePostImage, 0)])
                add("\(character)i\(post)", .generatePostImage, parent: "\(character)p\(post)")
            }
        }
        return result
    }

    @Test("A world runs through its stages and completes with exact numbers")
    func wholeWorld() {
        var progress = progress()
        var stages: [Stage] = []
        for (name, task) in events() {
            #expect(progress.status == .inProgress, "before \(name)")
            _ = progress.apply(.taskEnded(task))
            if stages.last != progress.currentStage { stages.append(progress.currentStage) }
        }
        #expect(stages == [.worldDescription, .characters, .posts, .finishing])
        #expect(progress.status == .completed && progress.stages.values.allSatisfy { $0 == .completed })
        #expect(progress.tasksTotal == 16 && progress.tasksCompleted == 16 && progress.tasksFailed == 0)
        #expect(progress.taskPredicted == 16)
        #expect(progress.usersCreated == 2 && progress.postsCreated == 3)
        #expect(progress.open.values.allSatisfy { $0 == 0 })
    }

    @Test("Any order and any repetition of the events gives the same end, and never an early one", arguments: 0..<200)
    func orderDoesNotMatter(round: Int) {
        var progress = progress()
        let shuffled = events().shuffled()
        for (index, event) in shuffled.enumerated() {
            #expect(progress.status == .inProgress, "complete before event \(index) of \(shuffled.map(\.name))")
            #expect(progress.apply(.taskEnded(event.task)) == .applied)
            if let repeated = shuffled[...index].randomElement() {
                let before = progress
                #expect(progress.apply(.taskEnded(repeated.task)) == .repeated)
                #expect(progress == before)
            }
        }
        #expect(progress.status == .completed)
        #expect(progress.tasksTotal == 16 && progress.tasksCompleted == 16)
        #expect(progress.usersCreated == 2 && progress.postsCreated == 3)
    }

    @Test("A failed character leaves the rest whole")
    func partialGeneration() {
        var progress = progress()
        for (_, task) in events(failing: ["c0"]) { _ = progress.apply(.taskEnded(task)) }
        #expect(progress.status == .completed)
        #expect(progress.tasksFailed == 1 && progress.usersCreated == 1 && progress.postsCreated == 1)
        #expect(progress.tasksTotal == progress.tasksCompleted + 1)
    }

    @Test("A failed critical task fails its stage and the world, and nothing brings it back")
    func criticalFailure() {
        var progress = progress()
        for (_, task) in events(failing: ["image"]) { _ = progress.apply(.taskEnded(task)) }
        #expect(progress.status == .failed && progress.stages[.worldImage] == .failed)
        #expect(progress.failureReason == "generate_world_image: broken")
        #expect(progress.apply(.call(.llm)) == .refused("the generation has failed: generate_world_image: broken"))
        #expect(progress.isOver)
    }

    @Test("The limit stops the world with its reason")
    func limits() {
        var progress = progress(llmLimit: 2)
        #expect(progress.apply(.call(.llm)) == .applied)
        #expect(progress.apply(.call(.llm)) == .applied)
        #expect(progress.apply(.call(.llm)) == .refused("limit of 2 LLM calls is used up"))
        #expect(progress.callsMade[.llm] == 2 && progress.status == .failed)
        #expect(progress.failureReason == "limit of 2 LLM calls is used up")
    }

    @Test("Stages: images and characters finish in any order, a stage never goes back")
    func stagesNeverGoBack() {
        var progress = progress()
        let all = events()
        for (_, task) in all[..<2] { _ = progress.apply(.taskEnded(task)) }
        #expect(progress.stages[.worldImage] == .inProgress && progress.stages[.characters] == .inProgress)
        #expect(progress.stages[.posts, default: .pending] == .pending)
        _ = progress.apply(.taskEnded(all[2].task))
        #expect(progress.stages[.worldImage] == .completed && progress.currentStage == .characters)
    }

    @Test("The document has the platform's keys and reads back as the same state")
    func document() throws {
        var progress = progress()
        _ = progress.apply(.call(.images))
        _ = progress.apply(.cost(.images, microdollars: 600))
        _ = progress.apply(.cost(.llm, microdollars: 384))
        for (_, task) in events()[..<7] { _ = progress.apply(.taskEnded(task)) }
        let document = progress.document
        for key in [
            "_id", "status", "current_stage", "stages", "tasks_total", "tasks_completed", "tasks_failed", "task_predicted", "users_created",
            "posts_created", "users_predicted", "posts_predicted", "api_call_limits_LLM", "api_call_limits_images", "api_calls_made_LLM",
            "api_calls_made_images", "llm_cost_total", "image_cost_total", "parameters", "created_at", "updated_at",
        ] {
            #expect(document[key] != nil, "\(key)")
        }
        #expect(document["image_cost_total"] == .double(0.0006) && document["llm_cost_total"] == .double(0.000384))
        #expect(document[path: "stages.0.name"] == "initializing" && document[path: "stages.5.status"] == "pending")
        #expect(document[path: "parameters.user_prompt"] == "p")
        #expect(WorldProgress(document) == progress)
    }

    @Test("The update takes the stored document to the new state")
    func update() throws {
        let base = progress()
        var next = base
        for (_, task) in events()[..<1] { _ = next.apply(.taskEnded(task)) }
        #expect(WorldProgress(try next.update(from: base).applied(to: base.document)) == next)
        var later = next
        for (_, task) in events()[1..<9] { _ = later.apply(.taskEnded(task)) }
        #expect(WorldProgress(try later.update(from: next).applied(to: next.document)) == later)
    }
}
