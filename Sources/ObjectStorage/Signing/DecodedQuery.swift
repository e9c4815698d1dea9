import HTTPMessages

/// A query decoded into text, items in their order; `+` is a space, an item without `=` has an empty value.
struct DecodedQuery: Sendable {
    let items: [(name: String, value: String)]

    /// `nil` when `query` is not percent-encoded UTF-8.
    init?(_ query: String) {
        var items: [(name: String, value: String)] = []
        for item in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { PercentEncoding.decode(Substring($0), plusIsSpace: true) }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else { return nil }
            items.append((name, value))
        }
        self.items = items
    }

    func has(_ name: String) -> Bool {
        items.contains { $0.name == name }
    }

    /// The first value of `name`.
    subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    func values(of name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }
}
