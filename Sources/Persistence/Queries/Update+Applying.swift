extension Update {
    /// The document after the update.
    /// - Throws: ``StoreError/invalid(_:)`` when a change does not fit the document; nothing is changed then.
    public func applied(to document: Document) throws(StoreError) -> Document {
        try refuseConflicts()
        var result = DocumentValue.document(document)
        for operation in operations { try operation.apply(to: &result) }
        guard case .document(let changed) = result, changed["_id"] == document["_id"] else {
            throw .invalid("an update cannot change the field '_id'")
        }
        return changed
    }

    /// - Throws: ``StoreError/invalid(_:)`` for what is wrong with the update whatever the document.
    func refuseConflicts() throws(StoreError) {
        // Changes of different fields of the document itself, nearly all there are, cannot be in each other's way.
        let areFields = operations.allSatisfy { !$0.path.isEmpty && !$0.path.utf8.contains(UInt8(ascii: ".")) }
        guard !areFields || changedFields.count < operations.count else { return }
        let paths = operations.map { $0.path }.sorted()
        for path in paths where path.isEmpty || path.hasPrefix(".") || path.hasSuffix(".") || path.contains("..") {
            throw .invalid("'\(path)' is not a path: names separated by single dots are accepted")
        }
        for (index, path) in paths.enumerated() {
            for other in paths[..<index] where path == other || path.hasPrefix(other + ".") {
                throw .invalid("an update cannot change '\(other)' and '\(path)' at once")
            }
        }
    }
}

extension Update.Operation {
    /// The largest array that setting a distant element makes, MongoDB's limit.
    private static let maximumPadding = 1_500_000

    fileprivate func apply(to root: inout DocumentValue) throws(StoreError) {
        try change(&root, DocumentPath(path).components[...])
    }

    /// Walks down to the value and changes it there. Values are taken out while they are changed, so that nothing is copied twice.
    private func change(_ value: inout DocumentValue, _ components: ArraySlice<DocumentPath.Component>) throws(StoreError) {
        guard let component = components.first else { return }
        let rest = components.dropFirst()
        switch value {
        case .document(var document):
            value = .null
            var member = document[component.name]
            try changeMember(&member, rest, removes: true)
            document[component.name] = member
            value = .document(document)
        case .array(var elements):
            guard let index = component.index, index < Self.maximumPadding else {
                throw .invalid("'\(path)' leads into an array: '\(component.name)' is not the number of an element")
            }
            value = .null
            var member: DocumentValue? = index < elements.count ? elements[index] : nil
            try changeMember(&member, rest, removes: false)
            if let member {
                while elements.count <= index { elements.append(.null) }
                elements[index] = member
            }
            value = .array(elements)
        default:
            if case .unset = self { return }
            throw .invalid("'\(path)' leads through a value that is neither a document nor an array, at '\(component.name)'")
        }
    }

    private func changeMember(
        _ member: inout DocumentValue?, _ rest: ArraySlice<DocumentPath.Component>, removes: Bool
    ) throws(StoreError) {
        if rest.isEmpty {
            member = try changed(member, removes: removes)
        } else if var inner = member {
            member = nil
            try change(&inner, rest)
            member = inner
        } else {
            if case .unset = self { return }
            var inner = DocumentValue.document(Document())
            try change(&inner, rest)
            member = inner
        }
    }

    private func changed(_ current: DocumentValue?, removes: Bool) throws(StoreError) -> DocumentValue? {
        switch self {
        case .set(_, let value): return value
        case .unset: return removes || current == nil ? nil : .null
        case .append(let path, let element):
            switch current {
            case nil: return .array([element])
            case .array(let elements)?: return .array(elements + [element])
            default: throw .invalid("'\(path)' is not an array: nothing can be appended to it")
            }
        case .increment(let path, let amount): return try sum(of: current ?? .int32(0), and: amount, path)
        }
    }

    private func sum(of left: DocumentValue, and right: DocumentValue, _ path: String) throws(StoreError) -> DocumentValue {
        if case .int32(let left) = left, case .int32(let right) = right {
            return .int(Int(left) + Int(right))
        }
        if let left = left.integer, let right = right.integer {
            let (sum, overflow) = left.addingReportingOverflow(right)
            if overflow { throw .invalid("'\(path)' would exceed 64 bits") }
            return .int64(sum)
        }
        guard let left = left.double, let right = right.double else {
            throw .invalid("'\(path)' cannot be incremented: both its value and the amount must be numbers")
        }
        return .double(left + right)
    }
}

extension DocumentValue {
    /// The value of an integer type.
    fileprivate var integer: Int64? {
        switch self {
        case .int32(let value): Int64(value)
        case .int64(let value): value
        default: nil
        }
    }
}
