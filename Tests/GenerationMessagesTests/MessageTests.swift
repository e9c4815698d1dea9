import AIWorker
import Environments
import JSONModel
import Persistence
import Testing

@testable import GenerationMessages

@Suite("Messages of generations")
struct MessageTests {
    private let world = Identifier(parsing: "0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60") ?? Identifier(high: 0, low: 1)
    private let id = Identifier(parsing: "5f0c2f5e-7c39-5c3e-9d51-3d6a1a1f8f61") ?? Identifier(high: 0, low: 2)

    @Test("task_created has the platform's keys, and parameters only where there are some")
    func created() {
        let child = TaskNotice(id: id, type: "generate_post", worldID: world)
        #expect(
            TaskMessage.created(child).serialized()
                == #"{"event_type":"task_created","task_id":"5f0c2f5e-7c39-5c3e-9d51-3d6a1a1f8f61","task_type":"generate_post","#
                + #""world_id":"0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60"}"#)
        let first = TaskNotice(
            id: id, type: "init_world_creation", worldID: world, parameters: ["user_prompt": "Sea", "users_count": 2, "posts_count": 4])
        #expect(
            TaskMessage.created(first)["parameters"]?.serialized() == #"{"user_prompt":"Sea","users_count":2,"posts_count":4}"#)
        let read = TaskMessage.content(of: TaskMessage.created(first).serializedBytes())
        #expect(read == .created(TaskNotice(id: id, type: first.type, worldID: world)))
    }

    @Test("what became of a task")
    func updates() {
        let task = TaskNotice(id: id, type: "generate_post", worldID: world)
        let completed = TaskMessage.updated(task, .completed(["post_id": "p"]))
        #expect(
            completed["event_type"] == "task_completed" && completed["status"] == "completed" && completed["result"] == ["post_id": "p"])
        let failed = TaskMessage.updated(task, .failed("no"))
        #expect(failed["event_type"] == "task_failed" && failed["status"] == "failed" && failed["error"] == "no")
        let retrying = TaskMessage.updated(task, .retrying("later"))
        #expect(retrying["event_type"] == "task_retrying" && retrying["status"] == "pending" && retrying["error"] == "later")
        for message in [completed, failed, retrying] {
            #expect(message["task_id"]?.stringValue == id.canonical && message["world_id"]?.stringValue == world.canonical)
            #expect(TaskMessage.content(of: message.serializedBytes()) == .information)
        }
    }

    @Test(
        "messages of others: what they lack, and what they are",
        arguments: [
            ("", "unreadable"), ("{", "unreadable"), ("[]", "unreadable"), ("null", "unreadable"), ("{}", "unreadable"),
            (#"{"event_type":7}"#, "unreadable"), (#"{"event_type":"task_created"}"#, "unreadable"),
            (#"{"event_type":"task_created","task_id":"17"}"#, "unreadable"), (#"{"event_type":"task_updated"}"#, "information"),
            (#"{"event_type":"world_deleted","task_id":"17"}"#, "unknown"),
        ])
    func foreign(text: String, kind: String) {
        let content = TaskMessage.content(of: Array(text.utf8))
        let found =
            switch content {
            case .created: "created"
            case .information: "information"
            case .unknown: "unknown"
            case .unreadable: "unreadable"
            }
        #expect(found == kind, "\(content)")
    }

    @Test("an event and an id are enough; bytes that are no text are none")
    func sparse() {
        let text = #"{"task_id":"5F0C2F5E-7C39-5C3E-9D51-3D6A1A1F8F61","event_type":"task_created","more":[1]}"#
        #expect(TaskMessage.content(of: Array(text.utf8)) == .created(TaskNotice(id: id, type: "", worldID: id)))
        if case .unreadable = TaskMessage.content(of: [0xff, 0xfe, 0]) {} else { Issue.record("taken for a message") }
    }

    @Test("progress is the status document with dates as texts, without the worker's ledger")
    func progress() {
        let time = Timestamp(seconds: 1_748_203_200)
        let message = ProgressMessage.updated(
            world, ["_id": .string(world.canonical), "status": "in_progress", "updated_at": .date(time), "applied": ["a", "b"]])
        #expect(
            message.serialized()
                == #"{"event_type":"progress_updated","world_id":"0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60","progress":{"#
                + #""_id":"0b1f0f5e-7c39-4c3e-9d51-3d6a1a1f8f60","status":"in_progress","updated_at":"\#(time.iso8601)"}}"#)
    }

    @Test("a published post; a caption only when there is one")
    func post() {
        var post = PublishedPost(
            worldID: world, characterID: "c", postID: "p", mediaID: "m", caption: "Hi #sea", createdAt: Timestamp(seconds: 1_748_203_200))
        #expect(
            ProgressMessage.created(post).objectValue?.keys
                == ["event_type", "world_id", "character_id", "post_id", "media_id", "caption", "created_at"])
        #expect(ProgressMessage.created(post)["created_at"] == "2025-05-25T20:00:00.000Z")
        post.caption = ""
        #expect(ProgressMessage.created(post)["caption"] == nil)
    }
}
