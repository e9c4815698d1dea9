import JSONModel

/// A record of a ``DocumentStore``: named values in the order in which they were added. The field `_id` identifies it within its collection.
///
/// Two documents are equal when they have equal fields in the same order, as in MongoDB.
public struct Document: Sendable, Hashable {
    /// One field.
    public typealias Element = (key: String, value: DocumentValue)

    private struct Field: Sendable, Hashable {
        let key: String
        var value: DocumentValue
    }

    private var fields: [Field] = []

    /// A document without fields.
    public init() {}

    /// A document of `fields`; of several with the same name the last one counts.
    public init(_ fields: some Sequence<(String, DocumentValue)>) {
        self.fields.reserveCapacity(fields.underestimatedCount)
        for (key, value) in fields { self[key] = value }
    }

    /// The field `_id`; empty when there is none or it is not a string. A document without an id cannot be stored.
    public var id: String {
        get { self["_id"]?.string ?? "" }
        set { self["_id"] = .string(newValue) }
    }

    /// The number of fields.
    public var count: Int { fields.count }

    /// Whether there are no fields.
    public var isEmpty: Bool { fields.isEmpty }

    /// The fields' names in order.
    public var keys: [String] { fields.map(\.key) }

    /// The field `key`. Writing keeps the place of an existing field and appends a new one; writing `nil` removes the field, while
    /// ``DocumentValue/null`` is a value like any other.
    public subscript(key: String) -> DocumentValue? {
        get { position(of: key).map { fields[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): fields[position].value = value
            case (let position?, nil): fields.remove(at: position)
            case (nil, let value?): fields.append(Field(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Appends a field whose name is known not to be there yet.
    mutating func append(uniqueKey key: String, _ value: DocumentValue) {
        fields.append(Field(key: key, value: value))
    }

    private func position(of key: String) -> Int? {
        fields.firstIndex { $0.key.hasSameBytes(as: key) }
    }
}

extension Document: RandomAccessCollection {
    /// The place of the first field: 0.
    public var startIndex: Int { 0 }

    /// The place after the last field.
    public var endIndex: Int { fields.count }

    /// The field at `position`.
    public subscript(position: Int) -> Element { (fields[position].key, fields[position].value) }
}

extension Document: ExpressibleByDictionaryLiteral {
    /// A document; of fields with the same name the last one counts.
    public init(dictionaryLiteral elements: (String, DocumentValue)...) { self.init(elements) }
}

extension Document: CustomStringConvertible {
    /// The document as JSON.
    public var description: String { json.serialized() }
}

extension String {
    /// Whether both are the same UTF-8 bytes. Swift's `==` also holds for canonically equivalent texts, which databases tell apart.
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // Compared in place where texts are contiguous, nearly always: names of fields and ids are compared with every read.
        let isSame = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
