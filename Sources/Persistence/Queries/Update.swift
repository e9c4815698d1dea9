/// Changes to one document, applied together. Paths are dotted; numbers name elements of arrays: `stages.2.status`.
///
/// No two changes may touch the same path or one inside the other, and `_id` cannot be changed: such an update is refused as
/// ``StoreError/invalid(_:)``.
public struct Update: Sendable, Hashable {
    /// One change.
    public enum Operation: Sendable, Hashable {
        /// Sets the value at the path; missing documents on the way are made, missing elements of an array become null.
        case set(String, DocumentValue)
        /// Adds to the number at the path; a missing one counts as zero. Integers stay integers, widened to 64 bits when needed.
        case increment(String, DocumentValue)
        /// Appends an element to the array at the path; a missing one counts as empty.
        case append(String, DocumentValue)
        /// Removes the field at the path; an element of an array becomes null instead.
        case unset(String)

        /// The path that is changed.
        public var path: String {
            switch self {
            case .set(let path, _), .increment(let path, _), .append(let path, _), .unset(let path): path
            }
        }
    }

    /// The changes.
    public var operations: [Operation]

    /// - Parameters:
    ///   - set: values to set by path.
    ///   - increment: numbers to add by path.
    ///   - append: elements to append to arrays by path.
    ///   - unset: paths to remove.
    public init(
        set: KeyValuePairs<String, DocumentValue> = [:], increment: KeyValuePairs<String, DocumentValue> = [:],
        append: KeyValuePairs<String, DocumentValue> = [:], unset: [String] = []
    ) {
        operations =
            set.map { .set($0.key, $0.value) } + increment.map { .increment($0.key, $0.value) } + append.map { .append($0.key, $0.value) }
            + unset.map { .unset($0) }
    }

    /// The fields of the document itself that the changes lead into.
    var changedFields: Set<String> { Set(operations.map { String($0.path.prefix { $0 != "." }) }) }

    /// An update of the given changes.
    public init(_ operations: [Operation]) {
        self.operations = operations
    }
}
