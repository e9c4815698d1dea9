/// Why a store could not do what it was asked to.
public enum StoreError: Error, Sendable, Hashable {
    /// A document with the same `_id`, or with the same keys of a unique index, is there already. `index` is `_id` or ``IndexDefinition/name``.
    case duplicateKey(collection: String, index: String)
    /// The store cannot be reached or used now: closed, in use by another process, not readable or writable.
    case unavailable(String)
    /// The file at `path` is damaged or no database of ours; `hint` says what one can do. It was left as it is.
    case corrupted(path: String, hint: String)
    /// The answer did not come in time.
    case deadlineExceeded
    /// The request itself is at fault; repeating it would fail again.
    case invalid(String)
    /// Reading or writing failed, for example because the disk is full.
    case io(String)
}

extension StoreError: CustomStringConvertible {
    /// The error as a sentence for people.
    public var description: String {
        switch self {
        case .duplicateKey(let collection, let index): "a document with the same '\(index)' is already in '\(collection)'"
        case .unavailable(let message), .invalid(let message), .io(let message): message
        case .corrupted(let path, let hint): "\(path) is damaged or not a database of this program: \(hint)"
        case .deadlineExceeded: "the store did not answer in time"
        }
    }
}
