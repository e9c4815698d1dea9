/// Texts grouped under headings: a line `# name` opens a section, every further line that is not empty is one entry.
/// An entry may have columns, separated by ` ~ `.
struct Sections: Sendable {
    private var entries: [String: [String]] = [:]

    init(_ text: String) {
        var name = ""
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.utf8.first == UInt8(ascii: "#") {
                if !lines.isEmpty { entries[name] = lines }
                name = String(line.dropFirst(2))
                lines = []
            } else {
                lines.append(String(line))
            }
        }
        if !lines.isEmpty { entries[name] = lines }
    }

    /// The entries of a section; none when there is no such section.
    subscript(name: String) -> [String] { entries[name] ?? [] }

    /// The entries of a section, each cut into its columns.
    func rows(_ name: String) -> [[String]] {
        self[name].map(Self.columns(of:))
    }

    /// The names of the sections that begin with `prefix`, in alphabetical order.
    func names(withPrefix prefix: String) -> [String] {
        entries.keys.filter { $0.hasPrefix(prefix) }.sorted()
    }

    private static func columns(of line: String) -> [String] {
        let bytes = Array(line.utf8)
        var columns: [String] = []
        var start = 0
        var index = 0
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: " "), bytes[index + 1] == UInt8(ascii: "~"), bytes[index + 2] == UInt8(ascii: " ") {
                columns.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += 3
                start = index
            } else {
                index += 1
            }
        }
        columns.append(String(decoding: bytes[start...], as: UTF8.self))
        return columns
    }
}
