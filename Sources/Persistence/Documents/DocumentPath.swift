/// A dotted path such as `stages.2.status`, split once for many evaluations.
struct DocumentPath: Sendable {
    struct Component: Sendable {
        let name: String
        /// The element that the component means in an array.
        let index: Int?

        init(name: String) {
            self.name = name
            index = name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(name) : nil
        }
    }

    let text: String
    let components: [Component]

    init(_ text: String) {
        self.text = text
        guard text.utf8.contains(UInt8(ascii: ".")) else {
            components = [Component(name: text)]
            return
        }
        components = text.split(separator: ".", omittingEmptySubsequences: false).map { Component(name: String($0)) }
    }

    /// Calls `body` with what the path leads to in `document`, as MongoDB matches paths: through an array it goes to the element that a
    /// number names and into each embedded document. `nil` stands for a missing field. Returns whether `body` ever returned true, at
    /// which point the walk ends.
    func visitLeaves(of document: Document, _ body: (DocumentValue?) -> Bool) -> Bool {
        visit(document, at: 0, body)
    }

    private func visit(_ document: Document, at position: Int, _ body: (DocumentValue?) -> Bool) -> Bool {
        guard let value = document[components[position].name] else { return body(nil) }
        if position + 1 == components.count { return body(value) }
        switch value {
        case .document(let inner): return visit(inner, at: position + 1, body)
        case .array(let elements): return visit(elements, at: position + 1, body)
        default: return body(nil)
        }
    }

    private func visit(_ elements: [DocumentValue], at position: Int, _ body: (DocumentValue?) -> Bool) -> Bool {
        if let index = components[position].index, elements.indices.contains(index) {
            let value = elements[index]
            if position + 1 == components.count {
                if body(value) { return true }
            } else if case .document(let inner) = value {
                if visit(inner, at: position + 1, body) { return true }
            } else if case .array(let inner) = value {
                if visit(inner, at: position + 1, body) { return true }
            }
        }
        for case .document(let inner) in elements where visit(inner, at: position, body) { return true }
        return false
    }
}

extension Document {
    /// The value that a dotted path leads to, numbers naming elements of arrays: `stages.2.status`. `nil` when there is none.
    public subscript(path path: String) -> DocumentValue? {
        var current = DocumentValue.document(self)
        for component in DocumentPath(path).components {
            switch current {
            case .document(let document):
                guard let value = document[component.name] else { return nil }
                current = value
            case .array(let elements):
                guard let index = component.index, elements.indices.contains(index) else { return nil }
                current = elements[index]
            default: return nil
            }
        }
        return current
    }
}
