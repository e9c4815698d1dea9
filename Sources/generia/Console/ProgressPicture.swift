/// A generation's progress as lines for a terminal.
struct ProgressPicture {
    private static let barWidth = 30
    private static let labelWidth = 12

    let progress: GenerationProgress
    let elapsed: Duration
    let terminal: Terminal

    func lines(columns: Int) -> [String] {
        [
            title(columns), bar("characters", progress.usersCreated, progress.usersPredicted, columns),
            bar("posts", progress.postsCreated, progress.postsPredicted, columns), DisplayText.fitted(totals, to: columns),
        ]
    }

    private func title(_ columns: Int) -> String {
        let name = progress.name.isEmpty ? "world \(progress.worldID)" : DisplayText.printable(progress.name)
        let state = DisplayText.fitted(progress.isOver ? progress.status : stage, to: columns)
        let room = max(0, columns - state.count - 2)
        let style: Style = progress.status == "failed" ? .bad : progress.status == "completed" ? .good : .accent
        let shown = room > 0 ? Style.strong.apply(DisplayText.fitted(name, to: room), terminal) + "  " : ""
        return shown + style.apply(state, terminal)
    }

    /// Such as `posts (stage 5 of 6)`.
    private var stage: String {
        guard let index = progress.stages.firstIndex(where: { $0.name == progress.currentStage }) else {
            return progress.status == "not_started" ? "starting" : progress.status
        }
        let name = progress.currentStage.split(separator: "_").joined(separator: " ")
        return "\(name) (stage \(index + 1) of \(progress.stages.count))"
    }

    private func bar(_ label: String, _ done: Int, _ total: Int, _ columns: Int) -> String {
        let figures = "  \(done)/\(total)"
        let width = min(Self.barWidth, columns - Self.labelWidth - figures.count)
        guard width > 0 else { return DisplayText.fitted("\(label)\(figures)", to: columns) }
        let filled = total > 0 ? min(width, width * done / total) : 0
        let (full, empty) = terminal.showsUnicode ? ("█", "░") : ("#", ".")
        let label = label + String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return label + Style.accent.apply(String(repeating: full, count: filled), terminal)
            + Style.faint.apply(String(repeating: empty, count: width - filled), terminal) + figures
    }

    private var totals: String {
        var parts = [
            "LLM \(Plural.of(progress.llmCalls, "call")) \(Dollars.text(progress.llmCost))",
            "images \(Plural.of(progress.imageCalls, "call")) \(Dollars.text(progress.imageCost))",
        ]
        if progress.tasksFailed > 0 { parts.append("\(Plural.of(progress.tasksFailed, "task")) failed") }
        parts.append(Seconds.text(elapsed))
        return parts.joined(separator: terminal.showsUnicode ? " · " : ", ")
    }
}

/// Amounts for people.
enum Dollars {
    /// Such as `$0.0123`: four decimals, as the prices of single calls need them.
    static func text(_ amount: Double) -> String {
        guard amount.isFinite, amount >= 0, amount < 1e9 else { return "$?" }
        let units = Int((amount * 10_000).rounded())
        let decimals = String(units % 10_000)
        return "$\(units / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
    }
}

enum Seconds {
    /// Such as `1.8 s`.
    static func text(_ duration: Duration) -> String {
        let tenths = duration.wholeMilliseconds / 100
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

enum Plural {
    /// Such as `1 call` and `2 calls`.
    static func of(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension Duration {
    /// The duration in milliseconds, rounded towards zero.
    var wholeMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
