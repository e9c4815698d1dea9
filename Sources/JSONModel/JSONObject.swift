/// The members of a JSON object in the order in which they were added.
///
/// Setting a key again keeps its place and changes its value. Two objects are equal when they have equal members, whatever their order.
public struct JSONObject: Sendable {
    /// One member.
    public typealias Element = (key: String, value: JSONValue)

    private var elements: [Element] = []
    /// Where each key stands; kept only for objects so large that searching them one by one is slower.
    private var positions: [ExactKey: Int]?
    private static let indexThreshold = 16

    /// An object without members.
    public init() {}

    /// An object of `members`; of several with the same key the last one counts.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    /// The number of members.
    public var count: Int { elements.count }

    /// Whether there are no members.
    public var isEmpty: Bool { elements.isEmpty }

    /// The keys in order.
    public var keys: [String] { elements.map(\.key) }

    /// The values in order.
    public var values: [JSONValue] { elements.map(\.value) }

    /// The member `key`; setting `nil` removes it.
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { elements[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): elements[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    private func position(of key: String) -> Int? {
        if let positions { return positions[ExactKey(text: key)] }
        return elements.firstIndex { ExactKey(text: $0.key) == ExactKey(text: key) }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        // Most objects have a handful of members: one allocation instead of four.
        if elements.isEmpty { elements.reserveCapacity(8) }
        elements.append((key, value))
        if positions != nil {
            positions?[ExactKey(text: key)] = elements.count - 1
        } else if elements.count > Self.indexThreshold {
            indexPositions()
        }
    }

    private mutating func remove(at position: Int) {
        elements.remove(at: position)
        if positions != nil { indexPositions() }
    }

    private mutating func indexPositions() {
        positions = Dictionary(uniqueKeysWithValues: elements.enumerated().map { (ExactKey(text: $1.key), $0) })
    }

    /// A key that equals only the same UTF-8 bytes; Swift's strings also equal canonically equivalent ones.
    private struct ExactKey: Hashable {
        let text: String

        static func == (left: ExactKey, right: ExactKey) -> Bool {
            left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(text)
        }
    }
}

extension JSONObject: RandomAccessCollection {
    /// The place of the first member: 0.
    public var startIndex: Int { 0 }

    /// The place after the last member.
    public var endIndex: Int { elements.count }

    /// The member at `position`.
    public subscript(position: Int) -> Element { elements[position] }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, whatever their order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.elements.allSatisfy { right[$0.key] == $0.value }
    }

    /// Feeds the members in a way that does not depend on their order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in elements {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object; of members with the same key the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
