import Persistence
import ProtoRuntime

extension ServerContext {
    /// The metadata `idempotency-key` of a side-effecting call: calls that carry the same one are one call made again. `nil` when there is
    /// none or it is empty.
    public var idempotencyKey: String? {
        guard let key = metadata["idempotency-key"], !key.isEmpty else { return nil }
        return key
    }
}

/// How records remember the idempotency key of the call that made them.
public enum Idempotency {
    /// The field of a record that holds the key; absent when the call had none.
    public static let field = "idempotency_key"
    /// The index that keeps two records from having one key.
    public static let index = IndexDefinition(keys: [field], unique: true, sparse: true)
}

extension DocumentStore {
    /// Adds a record, or finds the one that an earlier call with the same idempotency key has added.
    ///
    /// The unique index decides between concurrent calls, so that there is never more than one record per key.
    /// - Returns: the stored record, the new one or the earlier one.
    /// - Throws: ``StoreError/duplicateKey(collection:index:)`` when the record is there for another reason.
    public func insertOnce(_ record: Document, into collection: String) async throws(StoreError) -> Document {
        do throws(StoreError) {
            try await insert(record, into: collection)
            return record
        } catch {
            guard case .duplicateKey = error, let key = record[Idempotency.field],
                let earlier = try await find(Query(.equals(Idempotency.field, key), limit: 1), in: collection).first
            else { throw error }
            return earlier
        }
    }
}
