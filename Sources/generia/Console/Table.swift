/// Lines of a label and a text, the texts aligned.
enum Table {
    static func aligned(_ rows: [(label: String, text: String)], indent: Int) -> [String] {
        let width = rows.map(\.label.count).max() ?? 0
        return rows.map { row in
            String(repeating: " ", count: indent) + row.label + String(repeating: " ", count: width - row.label.count + 2) + row.text
        }
    }
}
