import GeneriaAPI
import JSONModel

/// How far the generation of a world is, in the platform's own terms.
struct GenerationProgress: Sendable, Hashable {
    struct Stage: Sendable, Hashable {
        var name: String
        var status: String
    }

    var worldID: String
    var name: String
    var status: String
    var currentStage: String
    var stages: [Stage]
    var tasksTotal: Int
    var tasksCompleted: Int
    var tasksFailed: Int
    var taskPredicted: Int
    var usersCreated: Int
    var usersPredicted: Int
    var postsCreated: Int
    var postsPredicted: Int
    var llmCalls: Int
    var llmCallLimit: Int
    var llmCost: Double
    var imageCalls: Int
    var imageCallLimit: Int
    var imageCost: Double
    var createdAt: String
    var updatedAt: String

    /// Whether the generation has ended.
    var isOver: Bool { status == "completed" || status == "failed" }

    /// Whether nothing will change any more: a failed generation has tasks that still end.
    var isSettled: Bool { status == "completed" || status == "failed" && tasksCompleted + tasksFailed >= tasksTotal }

    /// The progress as one object, with the names of `GetGenerationStatusResponse`.
    var json: JSONValue {
        [
            "world_id": .string(worldID), "name": .string(name), "status": .string(status), "current_stage": .string(currentStage),
            "stages": .array(stages.map { ["name": .string($0.name), "status": .string($0.status)] }),
            "tasks_total": .int(tasksTotal), "tasks_completed": .int(tasksCompleted), "tasks_failed": .int(tasksFailed),
            "task_predicted": .int(taskPredicted), "users_created": .int(usersCreated), "users_predicted": .int(usersPredicted),
            "posts_created": .int(postsCreated), "posts_predicted": .int(postsPredicted),
            "api_calls_made_llm": .int(llmCalls), "api_call_limits_llm": .int(llmCallLimit), "llm_cost_total": .double(llmCost),
            "api_calls_made_images": .int(imageCalls), "api_call_limits_images": .int(imageCallLimit),
            "image_cost_total": .double(imageCost), "created_at": .string(createdAt), "updated_at": .string(updatedAt),
        ]
    }

    /// The summary that ends `demo --exit` and `generate`; scripts depend on its keys.
    func summary(duration: Duration) -> JSONValue {
        [
            "world_id": .string(worldID), "name": .string(name), "status": .string(status), "characters": .int(usersCreated),
            "posts": .int(postsCreated), "images": .int(imageCalls), "llm_calls": .int(llmCalls), "llm_cost": .double(llmCost),
            "image_cost": .double(imageCost), "duration_ms": .int(Int(duration.wholeMilliseconds)), "failed_tasks": .int(tasksFailed),
        ]
    }
}

extension GenerationProgress {
    /// The progress that WorldService reports for a world of the given name.
    init(_ response: WorldAPI.GetGenerationStatusResponse, of worldID: String, name: String) {
        self.init(
            worldID: worldID, name: name, status: response.status, currentStage: response.currentStage,
            stages: response.stages.map { Stage(name: $0.name, status: $0.status) }, tasksTotal: Int(response.tasksTotal),
            tasksCompleted: Int(response.tasksCompleted), tasksFailed: Int(response.tasksFailed),
            taskPredicted: Int(response.taskPredicted), usersCreated: Int(response.usersCreated),
            usersPredicted: Int(response.usersPredicted), postsCreated: Int(response.postsCreated),
            postsPredicted: Int(response.postsPredicted), llmCalls: Int(response.apiCallsMadeLLM),
            llmCallLimit: Int(response.apiCallLimitsLLM), llmCost: response.llmCostTotal,
            imageCalls: Int(response.apiCallsMadeImages), imageCallLimit: Int(response.apiCallLimitsImages),
            imageCost: response.imageCostTotal, createdAt: response.createdAt, updatedAt: response.updatedAt)
    }
}
