import AIWorker
import Environments

extension Console {
    /// Shows a generated text to people.
    func note(text: GeneratedText) {
        var lines = [Style.strong.apply("── \(text.kind) for world \(text.worldID.canonical)", terminal)]
        for line in text.text.split(separator: "\n") { lines.append("   " + DisplayText.printable(String(line))) }
        note(lines.joined(separator: "\n"))
    }
}
