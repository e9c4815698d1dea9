/// Header fields in the order of the message; names compare without case, and a name may repeat (RFC 9110, section 5).
public struct HTTPHeaders: Sendable {
    /// One field: its name as written, and its value without surrounding white space.
    public typealias Field = (name: String, value: String)

    /// All fields in order.
    public private(set) var fields: [Field]

    /// No fields.
    public init() { fields = [] }

    /// The given fields in order, repeated names kept.
    public init(_ fields: [Field]) { self.fields = fields }

    /// The value of the first field called `name`; setting replaces all fields of that name, `nil` removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.areEqual($0.name, name) }?.value }
        set {
            guard let newValue else { return remove(name) }
            guard let first = fields.firstIndex(where: { Self.areEqual($0.name, name) }) else { return add(name, newValue) }
            fields[first].value = newValue
            var index = fields.count - 1
            while index > first {
                if Self.areEqual(fields[index].name, name) { fields.remove(at: index) }
                index -= 1
            }
        }
    }

    /// The values of all fields called `name`, in order.
    public func values(for name: String) -> [String] {
        fields.filter { Self.areEqual($0.name, name) }.map(\.value)
    }

    /// Whether a field called `name` is present.
    public func contains(_ name: String) -> Bool {
        fields.contains { Self.areEqual($0.name, name) }
    }

    /// Appends a field, keeping those of the same name.
    public mutating func add(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    /// Removes all fields called `name`.
    public mutating func remove(_ name: String) {
        fields.removeAll { Self.areEqual($0.name, name) }
    }

    /// Whether two field names are the same, without case.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = left.utf8
        let right = right.utf8
        return left.count == right.count && zip(left, right).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension HTTPHeaders: Hashable {
    /// Equal when the same fields, names compared without case, stand in the same order.
    public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
        left.fields.count == right.fields.count
            && zip(left.fields, right.fields).allSatisfy { areEqual($0.name, $1.name) && $0.value == $1.value }
    }

    /// Feeds all fields to `hasher`.
    public func hash(into hasher: inout Hasher) {
        for field in fields {
            hasher.combine(field.name.lowercased())
            hasher.combine(field.value)
        }
    }
}

extension HTTPHeaders: RandomAccessCollection {
    /// The position of the first field.
    public var startIndex: Int { 0 }
    /// The position after the last field.
    public var endIndex: Int { fields.count }
    /// The field at `position`.
    public subscript(position: Int) -> Field { fields[position] }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    /// `["Content-Type": "text/plain"]`; repeated names are kept.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { (name: $0, value: $1) }
    }

    /// `[("Content-Type", "text/plain")]`; repeated names are kept.
    public init(arrayLiteral elements: (String, String)...) {
        fields = elements.map { (name: $0, value: $1) }
    }
}
