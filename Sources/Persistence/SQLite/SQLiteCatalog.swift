import JSONModel

/// The collections of a database and their indexes, as recorded in the table `_indexes`.
///
/// A collection is a table `name (seq, id, doc)`. An index is a table `name/paths (k0, k1, …, id, seq)` with an entry for every combination
/// of keys of a document (``IndexKeys``), ordered by the keys and then by the id.
struct SQLiteCatalog: Sendable {
    struct Collection: Sendable {
        let name: String
        var indexes: [Index] = []

        var table: String { SQLiteCatalog.quoted(name) }
    }

    struct Index: Sendable {
        let definition: IndexDefinition
        let table: String
        let paths: [DocumentPath]

        init(_ definition: IndexDefinition, of collection: String) {
            self.definition = definition
            table = SQLiteCatalog.quoted("\(collection)/\(definition.name)")
            paths = definition.keys.map { DocumentPath($0) }
        }

        /// Whether entries can be others when these fields of a document have changed.
        func depends(on fields: Set<String>) -> Bool {
            paths.contains { path in path.components.first.map { fields.contains($0.name) } ?? false }
        }

        /// The names of the key columns.
        var columns: [String] { definition.keys.indices.map { "k\($0)" } }
    }

    private(set) var collections: [String: Collection] = [:]

    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Creates what every database has.
    static func createTables(_ connection: SQLiteConnection) throws(StoreError) {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS _collections (name TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS _indexes (collection TEXT, name TEXT, is_unique INTEGER, is_sparse INTEGER,
                PRIMARY KEY (collection, name)) WITHOUT ROWID;
            """)
    }

    /// Reads the catalog of a database.
    init(_ connection: SQLiteConnection) throws(StoreError) {
        var collections: [String: Collection] = [:]
        try connection.rows("SELECT name FROM _collections", []) { row in
            collections[row.text(0)] = Collection(name: row.text(0))
            return true
        }
        try connection.rows("SELECT collection, name, is_unique, is_sparse FROM _indexes ORDER BY collection, name", []) { row in
            let definition = IndexDefinition(
                keys: row.text(1).split(separator: ",").map { String($0) }, unique: row.integer(2) != 0, sparse: row.integer(3) != 0)
            collections[row.text(0)]?.indexes.append(Index(definition, of: row.text(0)))
            return true
        }
        self.collections = collections
    }

    /// The collection, made when it is not there yet.
    mutating func collection(_ name: String, creatingOn connection: SQLiteConnection) throws(StoreError) -> Collection {
        if let collection = collections[name] { return collection }
        try CollectionSchema.checkName(name)
        let collection = Collection(name: name)
        try connection.execute("CREATE TABLE \(collection.table) (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL)")
        try connection.run("INSERT INTO _collections VALUES (?)", .text(name))
        collections[name] = collection
        return collection
    }

    /// Adds an index without entries.
    mutating func addIndex(_ definition: IndexDefinition, to name: String, on connection: SQLiteConnection) throws(StoreError) -> Index {
        try definition.check(in: name)
        let index = Index(definition, of: name)
        let columns = index.columns
        let declarations = columns.map { "\($0) BLOB NOT NULL" } + ["id TEXT NOT NULL", "seq INTEGER NOT NULL"]
        let key = (columns + ["id"]).joined(separator: ", ")
        try connection.execute(
            "CREATE TABLE \(index.table) (\(declarations.joined(separator: ", ")), PRIMARY KEY (\(key))) WITHOUT ROWID")
        try connection.run(
            "INSERT INTO _indexes VALUES (?, ?, ?, ?)", .text(name), .text(definition.name), .integer(definition.isUnique ? 1 : 0),
            .integer(definition.isSparse ? 1 : 0))
        collections[name]?.indexes.append(index)
        return index
    }

    /// Removes an index and its entries.
    mutating func removeIndex(_ index: Index, from name: String, on connection: SQLiteConnection) throws(StoreError) {
        try connection.execute("DROP TABLE \(index.table)")
        try connection.run("DELETE FROM _indexes WHERE collection = ? AND name = ?", .text(name), .text(index.definition.name))
        collections[name]?.indexes.removeAll { $0.definition == index.definition }
    }
}
