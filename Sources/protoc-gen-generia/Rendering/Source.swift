/// A piece of Swift source. Pieces know nothing of how deep they stand; indentation is added when the text is made.
indirect enum Source {
    /// Prints one line.
    case line(String)
    /// Prints an empty line; several in a row count as one, and none is printed at the begin or end of a block.
    case blank
    /// Prints a documentation comment, `///` before every line.
    case documentation(String)
    /// Prints `head {`, the pieces one level deeper, and `}`; `head {}` when there are none.
    case block(String, [Source])
    /// Prints `head(`, one parameter a line, `) result {`, the pieces one level deeper, and `}`.
    case function(String, [String], returning: String = "", [Source])
    /// Prints the pieces one after the other.
    case group([Source])

    /// A block whose pieces are given by a builder.
    static func block(_ head: String, @SourceBuilder _ body: () -> [Source]) -> Source {
        .block(head, body())
    }
}

/// Collects pieces, and loops and conditions over pieces.
@resultBuilder
enum SourceBuilder {
    static func buildExpression(_ source: Source) -> [Source] { [source] }
    static func buildExpression(_ line: String) -> [Source] { [.line(line)] }
    static func buildExpression(_ sources: [Source]) -> [Source] { sources }
    static func buildBlock(_ parts: [Source]...) -> [Source] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [Source]?) -> [Source] { part ?? [] }
    static func buildEither(first part: [Source]) -> [Source] { part }
    static func buildEither(second part: [Source]) -> [Source] { part }
    static func buildArray(_ parts: [[Source]]) -> [Source] { parts.flatMap { $0 } }
}

/// Makes the text of pieces.
struct SourcePrinter {
    private var lines: [String] = []
    private var depth = 0
    private var wantsBlank = false

    static func text(_ sources: [Source]) -> String {
        var printer = SourcePrinter()
        printer.print(sources)
        return printer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func print(_ sources: [Source]) {
        for source in sources { print(source) }
    }

    private mutating func print(_ source: Source) {
        switch source {
        case .line(let text): append(text)
        case .blank: wantsBlank = !lines.isEmpty && lines.last?.hasSuffix("{") == false
        case .documentation(let text):
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                append(line.isEmpty ? "///" : "/// \(line)")
            }
        case .block(let head, let body):
            guard !body.isEmpty else { return append("\(head) {}") }
            append("\(head) {")
            indented { $0.print(body) }
            append("}")
        case .function(let head, let parameters, let result, let body):
            append("\(head)(")
            indented { printer in
                for (index, parameter) in parameters.enumerated() {
                    printer.append(index + 1 < parameters.count ? "\(parameter)," : parameter)
                }
            }
            append(result.isEmpty ? ") {" : ") \(result) {")
            indented { $0.print(body) }
            append("}")
        case .group(let sources): print(sources)
        }
    }

    private mutating func indented(_ body: (inout SourcePrinter) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
        wantsBlank = false
    }

    private mutating func append(_ text: String) {
        if wantsBlank { lines.append("") }
        wantsBlank = false
        lines.append(text.isEmpty ? "" : String(repeating: "    ", count: depth) + text)
    }
}
