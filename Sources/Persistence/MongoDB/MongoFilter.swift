/// A ``Filter`` in MongoDB's language.
struct MongoFilter {
    let ids: MongoIDs

    func document(_ filter: Filter) throws(StoreError) -> [UInt8] {
        try BSONWriter.document { writer throws(StoreError) in try append(filter, to: &writer) }
    }

    /// Writes the conditions as fields of the document that is being written.
    func append(_ filter: Filter, to writer: inout BSONWriter) throws(StoreError) {
        switch filter {
        case .all, .and([]): break
        // The plain form, from which an upsert takes the id.
        case .equals("_id", .string(let id)): try ids.append("_id", .string(id), to: &writer)
        case .equals(let path, let value): try compare(path, "$eq", value, &writer)
        case .notEquals(let path, let value): try compare(path, "$ne", value, &writer)
        case .lessThan(let path, let value): try compare(path, "$lt", value, &writer)
        case .lessOrEqual(let path, let value): try compare(path, "$lte", value, &writer)
        case .greaterThan(let path, let value): try compare(path, "$gt", value, &writer)
        case .greaterOrEqual(let path, let value): try compare(path, "$gte", value, &writer)
        case .exists(let path, let isThere):
            try condition(path, &writer) { writer throws(StoreError) in try writer.append("$exists", .bool(isThere)) }
        case .in(let path, let values):
            try condition(path, &writer) { writer throws(StoreError) in try list("$in", values, isID: path == "_id", &writer) }
        case .contains(let path, let value):
            try condition(path, &writer) { writer throws(StoreError) in try element(value, &writer) }
        case .notContains(let path, let value):
            try condition(path, &writer) { writer throws(StoreError) in
                try writer.document("$not") { writer throws(StoreError) in try element(value, &writer) }
            }
        case .and(let filters): try combine("$and", filters, &writer)
        // Nothing: no id is one of none.
        case .or([]): try append(.in("_id", []), to: &writer)
        case .or(let filters): try combine("$or", filters, &writer)
        }
    }

    private func compare(_ path: String, _ comparison: String, _ value: DocumentValue, _ writer: inout BSONWriter) throws(StoreError) {
        try condition(path, &writer) { writer throws(StoreError) in
            if path == "_id" {
                try ids.append(comparison, value, to: &writer)
            } else {
                try writer.append(comparison, value)
            }
        }
    }

    private func list(_ key: String, _ values: [DocumentValue], isID: Bool, _ writer: inout BSONWriter) throws(StoreError) {
        guard isID else { return try writer.array(key, values) }
        try writer.array(key) { writer throws(StoreError) in
            for (index, value) in values.enumerated() { try ids.append(String(index), value, to: &writer) }
        }
    }

    private func element(_ value: DocumentValue, _ writer: inout BSONWriter) throws(StoreError) {
        try writer.document("$elemMatch") { writer throws(StoreError) in try writer.append("$eq", value) }
    }

    private func combine(_ name: String, _ filters: [Filter], _ writer: inout BSONWriter) throws(StoreError) {
        try writer.array(name) { writer throws(StoreError) in
            for (index, filter) in filters.enumerated() {
                try writer.document(String(index)) { writer throws(StoreError) in try append(filter, to: &writer) }
            }
        }
    }

    private func condition(
        _ path: String, _ writer: inout BSONWriter, _ body: (inout BSONWriter) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard !path.hasPrefix("$") else { throw .invalid("'\(path)' is not a path that MongoDB can ask for: it begins with '$'") }
        try writer.document(path, body)
    }
}
