/// A value kept on the heap, so that a message can contain a message of its own type. Copied when one of several owners writes.
public struct Indirect<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Invariant: written only through ``Indirect/value``, which makes sure of being the only owner first.
    private final class Storage: @unchecked Sendable {
        var value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var storage: Storage

    /// Keeps `value`.
    public init(_ value: Value) {
        storage = Storage(value)
    }

    /// The value.
    public var value: Value {
        get { storage.value }
        set {
            if isKnownUniquelyReferenced(&storage) { storage.value = newValue } else { storage = Storage(newValue) }
        }
    }

    /// Compares the values.
    public static func == (first: Indirect, second: Indirect) -> Bool {
        first.storage === second.storage || first.value == second.value
    }

    /// Hashes the value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(value)
    }
}
