/// A condition on documents with MongoDB's meaning.
///
/// Paths are dotted; through arrays they lead to the element that a number names and into every embedded document. A missing field equals
/// `null`. A comparison with a value holds for a field that is an array when it holds for one of the elements. Order comparisons hold only
/// between values of one type, all numbers being one type.
public indirect enum Filter: Sendable, Hashable {
    /// Every document.
    case all
    /// The field equals the value.
    case equals(String, DocumentValue)
    /// The opposite of ``equals(_:_:)``.
    case notEquals(String, DocumentValue)
    /// The field equals one of the values.
    case `in`(String, [DocumentValue])
    /// The field is less than the value.
    case lessThan(String, DocumentValue)
    /// The field is less than the value or equals it.
    case lessOrEqual(String, DocumentValue)
    /// The field is greater than the value.
    case greaterThan(String, DocumentValue)
    /// The field is greater than the value or equals it.
    case greaterOrEqual(String, DocumentValue)
    /// The field is there (`null` counts), or with `false` it is not.
    case exists(String, Bool)
    /// The field is an array with an element that equals the value.
    case contains(String, DocumentValue)
    /// The opposite of ``contains(_:_:)``.
    case notContains(String, DocumentValue)
    /// All conditions hold; true when there are none.
    case and([Filter])
    /// At least one condition holds; false when there are none.
    case or([Filter])

    /// The document with this id.
    public static func id(_ id: String) -> Filter { .equals("_id", .string(id)) }

    /// Whether the condition holds for `document`.
    public func matches(_ document: Document) -> Bool {
        Matcher(self).matches(document)
    }
}
