/// Reads documents of one collection on one connection.
struct SQLiteScan {
    let connection: SQLiteConnection
    let collection: SQLiteCatalog.Collection
    /// Documents that need not be read from their bytes again.
    var recent: RecentDocuments?

    /// A stored document, the number of its row and its size in bytes.
    struct Hit: Sendable {
        let row: Int64
        let document: Document
        let size: Int
    }

    /// The document with the id.
    func document(id: String) throws(StoreError) -> Hit? {
        try connection.firstRow("SELECT seq, doc FROM \(collection.table) WHERE id = ?", [.text(id)]) { row throws(StoreError) in
            try hit(row)
        }
    }

    /// The documents of a query in its order.
    func find(_ query: Query) throws(StoreError) -> [Hit] {
        let limit = query.limit ?? .max
        guard limit > 0 else { return [] }
        let order = DocumentOrder(query.sort)
        let plan = SQLitePlan(query.filter, order: order, in: collection)
        var toSkip = max(0, query.offset)
        var hits: [Hit] = []
        if !plan.isOrdered {
            try visit(plan, .documents) { row throws(StoreError) in
                let hit = try hit(row)
                if plan.remaining?.matches(hit.document) ?? true { hits.append(hit) }
                return true
            }
            return Array(order.sorted(hits, by: \.document).dropFirst(toSkip).prefix(limit))
        }
        // Documents to be skipped need not be read when the index alone tells that they match.
        let readsLate = plan.remaining == nil && toSkip > 0
        try visit(plan, readsLate ? .numbers : .documents) { row throws(StoreError) in
            if plan.remaining == nil && toSkip > 0 {
                toSkip -= 1
                return true
            }
            let hit = readsLate ? try document(row: row.integer(0)) : try hit(row)
            guard plan.remaining?.matches(hit.document) ?? true else { return true }
            if toSkip > 0 {
                toSkip -= 1
            } else {
                hits.append(hit)
            }
            return hits.count < limit
        }
        return hits
    }

    /// The number of documents that match.
    func count(_ filter: Filter) throws(StoreError) -> Int {
        let plan = SQLitePlan(filter, order: DocumentOrder([]), in: collection)
        if case .table = plan.access, plan.remaining == nil {
            return try connection.firstRow("SELECT count(*) FROM \(collection.table)") { Int($0.integer(0)) } ?? 0
        }
        var count = 0
        try visit(plan, plan.remaining == nil ? .numbers : .documents) { row throws(StoreError) in
            if try plan.remaining?.matches(hit(row).document) ?? true { count += 1 }
            return true
        }
        return count
    }

    /// The document in a row that an index names.
    private func document(row: Int64) throws(StoreError) -> Hit {
        let query = "SELECT seq, doc FROM \(collection.table) WHERE seq = ?"
        guard let hit = try connection.firstRow(query, [.integer(row)], read: { row throws(StoreError) in try hit(row) }) else {
            throw .damaged(connection.path, "an index of \(collection.name) names a row that is missing")
        }
        return hit
    }

    private func hit(_ row: borrowing SQLiteRow) throws(StoreError) -> Hit {
        let number = row.integer(0)
        if let (document, size) = recent?.document(at: number, of: collection.name, storedAs: row) {
            return Hit(row: number, document: document, size: size)
        }
        let bytes = row.bytes(1)
        let document = try StoredDocument.decoding(bytes, path: connection.path)
        recent?.keep(document, bytes, at: number, of: collection.name)
        return Hit(row: number, document: document, size: bytes.count)
    }

    /// What the rows of a visit hold.
    private enum Columns {
        /// The row's number only.
        case numbers
        /// The number and the document.
        case documents
    }

    /// Calls `body` with each row that the plan's access gives, every document once, until it returns false.
    private func visit(
        _ plan: SQLitePlan, _ columns: Columns, _ body: (borrowing SQLiteRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let selection = columns == .numbers ? "SELECT seq FROM \(collection.table)" : "SELECT seq, doc FROM \(collection.table)"
        switch plan.access {
        case .nothing: return
        case .table(let descending):
            try connection.rows("\(selection) ORDER BY id \(descending ? "DESC" : "ASC")", [], body)
        case .ids(let ids):
            var goesOn = true
            for id in ids where goesOn {
                try connection.rows("\(selection) WHERE id = ?", [.text(id)]) { row throws(StoreError) in
                    goesOn = try body(row)
                    return goesOn
                }
            }
        case .index(let index, let prefixes, let range, let descending):
            // A document with an array has several entries.
            var seen: Set<Int64> = []
            var goesOn = true
            for prefix in prefixes where goesOn {
                let (condition, parameters) = entries(prefix, range)
                let direction = descending ? "DESC" : "ASC"
                let order = (index.columns + ["id"]).map { "i.\($0) \(direction)" }.joined(separator: ", ")
                // An outer join keeps SQLite from turning the loops around, and entries without a document, a damage, from getting lost.
                let source =
                    columns == .numbers
                    ? "SELECT i.seq FROM \(index.table) i"
                    : "SELECT i.seq, d.doc FROM \(index.table) i LEFT JOIN \(collection.table) d ON d.seq = i.seq"
                try connection.rows("\(source)\(condition) ORDER BY \(order)", parameters) { row throws(StoreError) in
                    guard seen.insert(row.integer(0)).inserted else { return true }
                    goesOn = try body(row)
                    return goesOn
                }
            }
        }
    }

    /// The condition on the entries of an index.
    private func entries(_ prefix: [[UInt8]], _ range: [OrderedRange]) -> (condition: String, parameters: [SQLiteParameter]) {
        var conditions = prefix.indices.map { "i.k\($0) = ?" }
        var parameters = prefix.map { SQLiteParameter.blob($0) }
        for bound in range {
            let (comparison, key) = bound.comparison
            conditions.append("i.k\(prefix.count) \(comparison) ?")
            parameters.append(.blob(key))
        }
        return (conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))", parameters)
    }
}

extension OrderedRange {
    fileprivate var comparison: (sign: String, key: [UInt8]) {
        switch self {
        case .lessThan(let key): ("<", key)
        case .lessOrEqual(let key): ("<=", key)
        case .greaterThan(let key): (">", key)
        case .greaterOrEqual(let key): (">=", key)
        }
    }
}
