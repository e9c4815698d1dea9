/// An ``Update`` in MongoDB's language. The server applies it, so that it is atomic without a transaction.
struct MongoUpdate {
    let ids: MongoIDs

    /// - Throws: ``StoreError/invalid(_:)`` for what no document could take, in the words that every engine uses.
    func document(_ update: Update) throws(StoreError) -> [UInt8] {
        try update.refuseConflicts()
        var operators: [(name: String, operations: [Update.Operation])] = []
        for operation in update.operations {
            try checkPath(operation.path)
            let name = Self.name(of: operation)
            if let place = operators.firstIndex(where: { $0.name == name }) {
                operators[place].operations.append(operation)
            } else {
                operators.append((name, [operation]))
            }
        }
        return try BSONWriter.document { writer throws(StoreError) in
            for (name, operations) in operators {
                try writer.document(name) { writer throws(StoreError) in
                    for operation in operations { try append(operation, to: &writer) }
                }
            }
        }
    }

    private static func name(of operation: Update.Operation) -> String {
        switch operation {
        case .set: "$set"
        case .increment: "$inc"
        case .append: "$push"
        case .unset: "$unset"
        }
    }

    /// Names such as `$` and `$[]` would have a meaning in MongoDB that ``Update`` does not have.
    private func checkPath(_ path: String) throws(StoreError) {
        for component in DocumentPath(path).components where component.name.hasPrefix("$") {
            throw .invalid("'\(path)' is not a path that MongoDB can change: '\(component.name)' begins with '$'")
        }
    }

    private func append(_ operation: Update.Operation, to writer: inout BSONWriter) throws(StoreError) {
        switch operation {
        case .set("_id", let value): try ids.append("_id", value, to: &writer)
        case .set(let path, let value): try writer.append(path, value)
        case .increment(let path, let amount):
            guard amount.double != nil else {
                throw .invalid("'\(path)' cannot be incremented: both its value and the amount must be numbers")
            }
            try writer.append(path, amount)
        case .append(let path, let element):
            // With `$each`, an element that is a document with such a field stays what it is.
            try writer.document(path) { writer throws(StoreError) in try writer.array("$each", [element]) }
        case .unset(let path): try writer.append(path, "")
        }
    }
}
