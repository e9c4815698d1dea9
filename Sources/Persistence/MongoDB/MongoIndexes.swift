/// The indexes of one collection, made and removed as its schema says.
///
/// Indexes have the names that MongoDB's drivers give them by themselves, so that another program that asks for the same index finds it made.
/// Which ones this program has made is written down in a collection of the same database; all others are left alone.
struct MongoIndexes {
    private static let record = "_generia_indexes"

    private let place: MongoPlace
    private let schema: CollectionSchema

    init(_ database: String, _ schema: CollectionSchema) {
        place = MongoPlace(database: database, collection: schema.name)
        self.schema = schema
    }

    /// - Throws: ``StoreError/duplicateKey(collection:index:)`` when documents contradict a unique index, ``StoreError/invalid(_:)`` when
    ///   another program has an index on the same paths with other properties.
    func prepare(with client: MongoClient) throws(StoreError) {
        try createCollection(with: client)
        let present = try client.indexes(of: place)
        var own = try ownNames(with: client)
        for index in present {
            guard let name = index["name"]?.string, own.contains(name) else { continue }
            guard !schema.indexes.contains(where: { isEqual(index, $0) }) else { continue }
            // One that only gets another property goes after its documents have been checked, as far as that is possible.
            if let successor = schema.indexes.first(where: { Self.name(of: $0) == name }) {
                try replace(index, by: successor, with: client)
            } else {
                try drop(name, with: client)
                own.removeAll { $0 == name }
                try setOwnNames(own, with: client)
            }
        }
        for definition in schema.indexes {
            let name = Self.name(of: definition)
            guard !present.contains(where: { isEqual($0, definition) || (own.contains(name) && $0["name"]?.string == name) }) else {
                continue
            }
            if !own.contains(name) {
                own.append(name)
                try setOwnNames(own, with: client)
            }
            try create(definition, with: client)
        }
    }

    /// The name that drivers give to an ascending index: `world_id_1_created_at_1`.
    private static func name(of definition: IndexDefinition) -> String {
        definition.keys.map { "\($0)_1" }.joined(separator: "_")
    }

    /// Whether an index serves as `definition` says, whatever its name and directions.
    private func isEqual(_ index: Document, _ definition: IndexDefinition) -> Bool {
        let isPlain = index["partialFilterExpression"] == nil && index["collation"] == nil
        return isPlain && index["key"]?.document?.keys == definition.keys && Self.isTrue(index["unique"]) == definition.isUnique
            && Self.isTrue(index["sparse"]) == definition.isSparse
    }

    /// Some programs write truth values of an index as numbers.
    private static func isTrue(_ value: DocumentValue?) -> Bool {
        value?.bool ?? (value?.double.map { $0 != 0 } ?? false)
    }

    // MARK: Commands

    private func createCollection(with client: MongoClient) throws(StoreError) {
        do throws(StoreError) {
            _ = try client.write(try BSONWriter.encoding(["create": .string(place.collection)], ids: .texts), in: place)
        } catch {
            // It is there already, which no error of the store's says.
            guard case .io = error else { throw error }
        }
    }

    private func create(_ definition: IndexDefinition, with client: MongoClient) throws(StoreError) {
        try create(
            key: Document(definition.keys.map { ($0, .int32(1)) }), name: Self.name(of: definition), isUnique: definition.isUnique,
            isSparse: definition.isSparse, with: client)
    }

    private func create(
        key: Document, name: String, isUnique: Bool, isSparse: Bool, with client: MongoClient
    ) throws(StoreError) {
        var index: Document = ["key": .document(key), "name": .string(name)]
        if isUnique { index["unique"] = true }
        if isSparse { index["sparse"] = true }
        let command: Document = ["createIndexes": .string(place.collection), "indexes": [.document(index)]]
        do throws(StoreError) {
            _ = try client.write(try BSONWriter.encoding(command, ids: .texts), in: place)
        } catch {
            guard case .duplicateKey = error else { throw error }
            throw .duplicateKey(collection: place.collection, index: key.keys.joined(separator: ","))
        }
    }

    private func drop(_ name: String, with client: MongoClient) throws(StoreError) {
        let command: Document = ["dropIndexes": .string(place.collection), "index": .string(name)]
        _ = try client.write(try BSONWriter.encoding(command, ids: .texts), in: place)
    }

    /// Puts an index in the place of one with the same paths; the old one comes back when the documents contradict the new one.
    private func replace(_ old: Document, by definition: IndexDefinition, with client: MongoClient) throws(StoreError) {
        let name = Self.name(of: definition)
        try drop(name, with: client)
        do throws(StoreError) {
            try create(definition, with: client)
        } catch {
            try create(
                key: old["key"]?.document ?? Document(), name: name, isUnique: Self.isTrue(old["unique"]),
                isSparse: Self.isTrue(old["sparse"]), with: client)
            throw error
        }
    }

    // MARK: The record

    private var recordPlace: MongoPlace { MongoPlace(database: place.database, collection: Self.record) }

    private func ownNames(with client: MongoClient) throws(StoreError) -> [String] {
        let filter = try MongoFilter(ids: .texts).document(.id(place.collection))
        let records = try client.find(filter, options: try client.options(), in: recordPlace)
        return records.first?["names"]?.array?.compactMap(\.string) ?? []
    }

    private func setOwnNames(_ names: [String], with client: MongoClient) throws(StoreError) {
        let record: Document = ["_id": .string(place.collection), "names": .array(names.map { .string($0) })]
        let filter = try MongoFilter(ids: .texts).document(.id(place.collection))
        let encoded = try BSONWriter.encoding(record, ids: .texts)
        try client.converting(recordPlace) { () throws(MongoError) in try client.replace(filter, with: encoded, in: recordPlace) }
    }
}
