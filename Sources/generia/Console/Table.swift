/// Texts in columns.
enum Table {
    /// Lines of a row each, the columns as wide as their widest text.
    static func columns(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? DisplayText.width(of: $0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                line += text
                line += String(repeating: " ", count: widths[column] - DisplayText.width(of: text) + 2)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// Lines of a label and a text, the texts aligned.
    static func aligned(_ rows: [(label: String, text: String)], indent: Int) -> [String] {
        let width = rows.map(\.label.count).max() ?? 0
        return rows.map { row in
            String(repeating: " ", count: indent) + row.label + String(repeating: " ", count: width - row.label.count + 2) + row.text
        }
    }
}
