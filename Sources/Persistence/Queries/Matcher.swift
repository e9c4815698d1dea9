/// A ``Filter`` prepared for many documents: paths are split and compared values encoded once.
struct Matcher: Sendable {
    private indirect enum Node: Sendable {
        case constant(Bool)
        case anyLeaf(DocumentPath, Test)
        case not(Node)
        case all([Node])
        case any([Node])
    }

    /// What is asked of a leaf of a path.
    private enum Test: Sendable {
        case equals(DocumentValue)
        case oneOf([DocumentValue])
        /// Between keys of one type; which ends belong to the range.
        case range(tag: OrderedKey.Tag, OrderedRange)
        case exists
        case contains(DocumentValue)
    }

    private let root: Node

    init(_ filter: Filter) {
        root = Self.node(filter)
    }

    func matches(_ document: Document) -> Bool {
        Self.matches(root, document)
    }

    private static func node(_ filter: Filter) -> Node {
        switch filter {
        case .all: .constant(true)
        case .equals(let path, let value): .anyLeaf(DocumentPath(path), .equals(value))
        case .notEquals(let path, let value): .not(.anyLeaf(DocumentPath(path), .equals(value)))
        case .in(let path, let values): .anyLeaf(DocumentPath(path), .oneOf(values))
        case .lessThan(let path, let value): range(path, value) { .lessThan($0) }
        case .lessOrEqual(let path, let value): range(path, value, includesNull: true) { .lessOrEqual($0) }
        case .greaterThan(let path, let value): range(path, value) { .greaterThan($0) }
        case .greaterOrEqual(let path, let value): range(path, value, includesNull: true) { .greaterOrEqual($0) }
        case .exists(let path, true): .anyLeaf(DocumentPath(path), .exists)
        case .exists(let path, false): .not(.anyLeaf(DocumentPath(path), .exists))
        case .contains(let path, let value): .anyLeaf(DocumentPath(path), .contains(value))
        case .notContains(let path, let value): .not(.anyLeaf(DocumentPath(path), .contains(value)))
        case .and(let filters): .all(filters.map(node))
        case .or(let filters): .any(filters.map(node))
        }
    }

    /// Nothing is less or greater than null, and only null is equal to it.
    private static func range(
        _ path: String, _ value: DocumentValue, includesNull: Bool = false, _ range: ([UInt8]) -> OrderedRange
    ) -> Node {
        if value.isNull { return includesNull ? .anyLeaf(DocumentPath(path), .equals(.null)) : .constant(false) }
        return .anyLeaf(DocumentPath(path), .range(tag: OrderedKey.tag(of: value), range(OrderedKey.encoding(value))))
    }

    private static func matches(_ node: Node, _ document: Document) -> Bool {
        switch node {
        case .constant(let value): value
        case .anyLeaf(let path, let test): path.visitLeaves(of: document) { holds(test, $0) }
        case .not(let node): !matches(node, document)
        case .all(let nodes): nodes.allSatisfy { matches($0, document) }
        case .any(let nodes): nodes.contains { matches($0, document) }
        }
    }

    private static func holds(_ test: Test, _ leaf: DocumentValue?) -> Bool {
        switch test {
        case .exists: leaf != nil
        case .equals(let value): holdsForValueOrElement(leaf) { $0.isEquivalent(to: value) }
        case .oneOf(let values): holdsForValueOrElement(leaf) { candidate in values.contains { candidate.isEquivalent(to: $0) } }
        case .range(let tag, let range):
            holdsForValueOrElement(leaf) { OrderedKey.tag(of: $0) == tag && range.contains(OrderedKey.encoding($0)) }
        case .contains(let value): leaf?.array?.contains { $0.isEquivalent(to: value) } ?? false
        }
    }

    private static func holdsForValueOrElement(_ leaf: DocumentValue?, _ condition: (DocumentValue) -> Bool) -> Bool {
        guard let leaf else { return condition(.null) }
        return condition(leaf) || (leaf.array?.contains(where: condition) ?? false)
    }
}

/// One bound in the order of keys.
enum OrderedRange: Sendable {
    case lessThan([UInt8])
    case lessOrEqual([UInt8])
    case greaterThan([UInt8])
    case greaterOrEqual([UInt8])

    func contains(_ key: [UInt8]) -> Bool {
        switch self {
        case .lessThan(let bound): key.lexicographicallyPrecedes(bound)
        case .lessOrEqual(let bound): !bound.lexicographicallyPrecedes(key)
        case .greaterThan(let bound): bound.lexicographicallyPrecedes(key)
        case .greaterOrEqual(let bound): !key.lexicographicallyPrecedes(bound)
        }
    }
}
