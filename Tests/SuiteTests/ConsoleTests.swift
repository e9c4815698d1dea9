import JSONModel
import Testing

@testable import generia

@Suite("Console")
struct ConsoleTests {
    private static let plain = Terminal(isInteractive: true, usesColor: false, showsUnicode: true)
    private static let progress = GenerationProgress(
        worldID: "w", name: "Valley", status: "in_progress", currentStage: "posts",
        stages: ["initializing", "world_description", "world_image", "characters", "posts", "finishing"].map {
            .init(name: $0, status: "pending")
        },
        tasksTotal: 9, tasksCompleted: 5, tasksFailed: 0, taskPredicted: 12, usersCreated: 5, usersPredicted: 10, postsCreated: 1,
        postsPredicted: 30, llmCalls: 1, llmCallLimit: 20, llmCost: 0.012345, imageCalls: 3, imageCallLimit: 9, imageCost: 0.0018,
        createdAt: "2025-01-01T00:00:00Z", updatedAt: "2025-01-01T00:00:01Z")

    private func lines(_ progress: GenerationProgress, columns: Int = 80, terminal: Terminal = plain) -> [String] {
        ProgressPicture(progress: progress, elapsed: .milliseconds(1870), terminal: terminal).lines(columns: columns)
    }

    @Test func progressIsDrawn() {
        #expect(
            lines(Self.progress) == [
                "Valley  posts (stage 5 of 6)",
                "characters  " + String(repeating: "█", count: 15) + String(repeating: "░", count: 15) + "  5/10",
                "posts       █" + String(repeating: "░", count: 29) + "  1/30",
                "LLM 1 call $0.0123 · images 3 calls $0.0018 · 1.8 s",
            ])
    }

    @Test func linesNeverWrap() {
        var progress = Self.progress
        progress.name = String(repeating: "世界", count: 60)
        for columns in [20, 40, 79] {
            for line in lines(progress, columns: columns) { #expect(DisplayText.width(of: line) <= columns, "\(line)") }
        }
    }

    @Test func longErrorsKeepTheirEnd() {
        let error = "image-download: http://127.0.0.1:4010/pictures/0123456789abcdef0123456789abcdef0123456789abcdef.png answered HTTP 410"
        let shown = DisplayText.abridged(error, to: 60)
        #expect(DisplayText.width(of: shown) == 60 && shown.hasPrefix("image-download: ") && shown.hasSuffix("answered HTTP 410"))
        #expect(DisplayText.abridged(error, to: error.count) == error)
        #expect(DisplayText.abridged("世界世界世界世界", to: 7) == "世…世界")
    }

    @Test func strangeFiguresAreDrawn() {
        var progress = Self.progress
        progress.usersPredicted = 0
        progress.postsCreated = 99
        progress.llmCost = .infinity
        progress.name = "a\u{1B}[2Jb\u{202E}c\n"
        let drawn = lines(progress)
        #expect(drawn[0].hasPrefix("a [2Jb c "))
        #expect(drawn[2].contains(String(repeating: "█", count: 30) + "  99/30"))
        #expect(drawn[3].contains("$?"))
    }

    @Test func coloursAndUnicodeAreChoices() {
        let old = Terminal(isInteractive: true, usesColor: true, showsUnicode: false)
        let drawn = lines(Self.progress, terminal: old)
        #expect(drawn[1] == "characters  \u{1B}[36m###############\u{1B}[0m\u{1B}[2m...............\u{1B}[0m  5/10")
        let variables = ["NO_COLOR": "1", "LANG": "de_DE.UTF-8"]
        #expect(!Terminal.current(color: .auto) { variables[$0] }.usesColor)
        #expect(Terminal.current(color: .always) { variables[$0] }.usesColor)
        #expect(Terminal.current(color: .auto) { variables[$0] }.showsUnicode)
        #expect(!Terminal.current(color: .auto) { ["LANG": "C"][$0] }.showsUnicode)
    }

    @Test func summaryHasItsFixedShape() {
        #expect(
            Self.progress.summary(duration: .milliseconds(1234)).serialized()
                == #"{"world_id":"w","name":"Valley","status":"in_progress","characters":5,"posts":1,"images":3,"llm_calls":1,"llm_cost":0.012345,"#
                + #""image_cost":0.0018,"duration_ms":1234,"failed_tasks":0}"#)
    }

    @Test func errorsHaveTheirFixedShape() {
        let error = CommandError(.notFound, "world not found", hint: "look it up")
        #expect(error.text == "error: world not found (look it up)")
        #expect(
            error.json.serialized()
                == #"{"error":{"kind":"not_found","code":13,"message":"world not found","hint":"look it up"}}"#)
    }

    @Test func exitCodesKeepTheirNumbers() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 11, 12, 13, 14, 20])
    }

    @Test func ordersAreChecked() throws {
        let order = try WorldOrder(prompt: "  a \n quiet  valley ", name: nil, characters: 5, posts: 3)
        #expect(order.name == "a quiet valley")
        #expect(order.prompt == "  a \n quiet  valley ")
        #expect(order.remark == "3 posts for 5 characters: every character gets one, so there will be 5")
        #expect(try WorldOrder(prompt: "x", name: nil, characters: 5, posts: 5).remark == nil)
        #expect(try WorldOrder(prompt: String(repeating: "ж", count: 32_768), name: nil, characters: 1, posts: 1).name.count == 60)
        #expect(throws: UsageError.self) {
            try WorldOrder(prompt: String(repeating: "ж", count: 32_769), name: nil, characters: 1, posts: 1)
        }
        #expect(throws: UsageError.self) { try WorldOrder(prompt: "\u{3000}\t\n", name: nil, characters: 1, posts: 1) }
        #expect(throws: UsageError.self) { try WorldOrder(prompt: "x", name: "", characters: 1, posts: 1) }
    }
}
