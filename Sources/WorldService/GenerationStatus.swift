import Environments
import GeneriaAPI
import Persistence

/// The worker's record of a generation, read as tolerantly as the platform reads it (contract 4.2): numbers in any numeric type as long as
/// they are whole, costs also as integers, dates also as texts, null and missing as zero; unknown keys are left alone.
struct GenerationStatus {
    static let collection = "world_generation_status"

    /// The record in the form of the API.
    let message: WorldAPI.GetGenerationStatusResponse

    /// - Throws: ``Mismatch`` when a value has a type that is not accepted.
    init(_ document: Document) throws(Mismatch) {
        let reader = Reader(document: document)
        var stages: [WorldAPI.StageInfo] = []
        for stage in try reader.documents("stages") {
            let reader = Reader(document: stage)
            stages.append(WorldAPI.StageInfo(name: try reader.text("name"), status: try reader.text("status")))
        }
        message = WorldAPI.GetGenerationStatusResponse(
            status: try reader.text("status"),
            currentStage: try reader.text("current_stage"),
            stages: stages,
            tasksTotal: try reader.integer("tasks_total"),
            tasksCompleted: try reader.integer("tasks_completed"),
            tasksFailed: try reader.integer("tasks_failed"),
            taskPredicted: try reader.integer("task_predicted"),
            usersCreated: try reader.integer("users_created"),
            postsCreated: try reader.integer("posts_created"),
            usersPredicted: try reader.integer("users_predicted"),
            postsPredicted: try reader.integer("posts_predicted"),
            apiCallLimitsLLM: try reader.integer("api_call_limits_LLM"),
            apiCallLimitsImages: try reader.integer("api_call_limits_images"),
            apiCallsMadeLLM: try reader.integer("api_calls_made_LLM"),
            apiCallsMadeImages: try reader.integer("api_calls_made_images"),
            llmCostTotal: try reader.number("llm_cost_total"),
            imageCostTotal: try reader.number("image_cost_total"),
            createdAt: try reader.time("created_at"),
            updatedAt: try reader.time("updated_at"))
    }

    /// A value of the record that cannot be read.
    struct Mismatch: Error, CustomStringConvertible {
        let key: String
        let wanted: String

        var description: String { "'\(key)' of the generation status must be \(wanted)" }
    }
}

/// Reads the fields of one document.
private struct Reader {
    let document: Document

    /// The value of a field; `nil` when it is null or missing.
    private func value(_ key: String) -> DocumentValue? {
        guard let value = document[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) throws(GenerationStatus.Mismatch) -> String {
        guard let value = value(key) else { return "" }
        guard let text = value.string else { throw GenerationStatus.Mismatch(key: key, wanted: "a text") }
        return text
    }

    /// A whole number; one that does not fit 32 bits wraps around.
    func integer(_ key: String) throws(GenerationStatus.Mismatch) -> Int32 {
        guard let value = value(key) else { return 0 }
        guard let number = value.int else { throw GenerationStatus.Mismatch(key: key, wanted: "a whole number") }
        return Int32(truncatingIfNeeded: number)
    }

    func number(_ key: String) throws(GenerationStatus.Mismatch) -> Double {
        guard let value = value(key) else { return 0 }
        guard let number = value.double else { throw GenerationStatus.Mismatch(key: key, wanted: "a number") }
        return number
    }

    /// A date, or a text in ISO 8601 with zone. The zero time of the platform's language stands for a missing one.
    func time(_ key: String) throws(GenerationStatus.Mismatch) -> String {
        guard let value = value(key) else { return "0001-01-01T00:00:00Z" }
        guard let time = value.date ?? value.string.flatMap(Timestamp.init(rfc3339:)) else {
            throw GenerationStatus.Mismatch(key: key, wanted: "a date")
        }
        return time.rfc3339
    }

    func documents(_ key: String) throws(GenerationStatus.Mismatch) -> [Document] {
        guard let value = value(key) else { return [] }
        guard let elements = value.array else { throw GenerationStatus.Mismatch(key: key, wanted: "a list of documents") }
        var documents: [Document] = []
        for element in elements {
            guard let document = element.document else { throw GenerationStatus.Mismatch(key: key, wanted: "a list of documents") }
            documents.append(document)
        }
        return documents
    }
}
