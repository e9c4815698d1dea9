/// How to find the documents of a filter: which part of the filter an index answers, what remains to be checked, and whether the documents
/// come in the wanted order.
///
/// An index may give documents that do not match, never miss one that does: the remaining conditions are checked on the documents themselves,
/// by the evaluator that ``Filter/matches(_:)`` uses. A condition is left out of them only where the index answers it exactly.
struct SQLitePlan: Sendable {
    enum Access: Sendable {
        /// Nothing matches.
        case nothing
        /// The documents with these ids.
        case ids([String])
        /// All documents, in the order of their ids.
        case table(descending: Bool)
        /// The entries of an index whose first keys equal `prefixes` (one scan for each) and whose next key lies in `range`.
        case index(SQLiteCatalog.Index, prefixes: [[[UInt8]]], range: [OrderedRange], descending: Bool)
    }

    let access: Access
    /// Conditions that the access does not guarantee.
    let remaining: Matcher?
    /// Whether the access gives the documents in the wanted order.
    let isOrdered: Bool

    init(_ filter: Filter, order: DocumentOrder, in collection: SQLiteCatalog.Collection) {
        let conditions = Self.conjuncts(of: filter)
        if let ids = Self.ids(in: conditions) {
            access = ids.isEmpty ? .nothing : .ids(ids)
            isOrdered = ids.count <= 1
            remaining = conditions.count == 1 ? nil : Matcher(filter)
            return
        }
        let candidates = collection.indexes.compactMap { Candidate($0, conditions, order) }
        if let best = candidates.max(by: { $0.score < $1.score }) {
            access = .index(best.index, prefixes: best.prefixes, range: best.range, descending: order.isIDDescending)
            isOrdered = best.isOrdered
            let left = conditions.indices.filter { !best.answered.contains($0) }.map { conditions[$0] }
            remaining = left.isEmpty ? nil : Matcher(.and(left))
        } else {
            access = .table(descending: order.isIDDescending)
            isOrdered = order.keys.isEmpty
            remaining = conditions.isEmpty ? nil : Matcher(filter)
        }
    }

    /// The conditions that must all hold.
    private static func conjuncts(of filter: Filter) -> [Filter] {
        switch filter {
        case .all: []
        case .and(let filters): filters.flatMap { conjuncts(of: $0) }
        default: [filter]
        }
    }

    /// The ids that a condition on `_id` leaves; ids are texts, so other values leave none.
    private static func ids(in conditions: [Filter]) -> [String]? {
        for condition in conditions {
            switch condition {
            case .equals("_id", let value): return value.string.map { [$0] } ?? []
            case .in("_id", let values):
                var seen: Set<[UInt8]> = []
                return values.compactMap(\.string).filter { seen.insert(Array($0.utf8)).inserted }
            default: continue
            }
        }
        return nil
    }

    /// What one index can do for the conditions.
    private struct Candidate {
        let index: SQLiteCatalog.Index
        private(set) var prefixes: [[[UInt8]]] = [[]]
        private(set) var range: [OrderedRange] = []
        /// The conditions that the index answers exactly.
        private(set) var answered: Set<Int> = []
        private(set) var isOrdered = false
        private var fixedKeys = 0

        /// More fixed keys first, then a range, then the wanted order.
        var score: Int { fixedKeys * 4 + (range.isEmpty ? 0 : 2) + (isOrdered ? 1 : 0) }

        /// `nil` when the index is of no use.
        init?(_ index: SQLiteCatalog.Index, _ conditions: [Filter], _ order: DocumentOrder) {
            self.index = index
            let keys = index.definition.keys
            fixKeys(keys, conditions)
            if fixedKeys < keys.count, let (position, bounds, isExact) = Self.range(on: keys[fixedKeys], in: conditions) {
                range = bounds
                if isExact { answered.insert(position) }
            }
            let rest = keys[fixedKeys...]
            isOrdered =
                prefixes.count == 1 && rest.elementsEqual(order.keys.lazy.map(\.path))
                && order.keys.allSatisfy { $0.isDescending == order.isIDDescending }
            let narrows = fixedKeys > 0 || !range.isEmpty
            // A sparse index holds all matching documents only when a condition excludes those it left out.
            guard narrows || (isOrdered && !index.definition.isSparse && !order.keys.isEmpty) else { return nil }
        }

        private mutating func fixKeys(_ keys: [String], _ conditions: [Filter]) {
            for key in keys {
                guard let (position, values, isExact) = Self.values(of: key, in: conditions, allowsNull: !index.definition.isSparse),
                    prefixes.count * values.count <= 1_000
                else { return }
                prefixes = prefixes.flatMap { prefix in values.map { prefix + [$0] } }
                fixedKeys += 1
                if isExact { answered.insert(position) }
            }
        }

        /// The keys that a condition allows at `path`. Those for null also stand for documents of which the path leads nowhere, and elements
        /// of arrays have keys of their own, so conditions on null and on arrays are not answered exactly.
        private static func values(
            of path: String, in conditions: [Filter], allowsNull: Bool
        ) -> (position: Int, keys: [[UInt8]], isExact: Bool)? {
            for (position, condition) in conditions.enumerated() {
                var values: [DocumentValue]
                var isExact = true
                switch condition {
                case .equals(path, let value): values = [value]
                case .in(path, let list): values = list
                case .contains(path, let value):
                    values = [value]
                    isExact = false
                default: continue
                }
                if case .contains = condition {} else if values.contains(where: { $0.array != nil }) { continue }
                if values.contains(where: \.isNull) {
                    guard allowsNull else { continue }
                    isExact = false
                }
                let keys = Set(values.map { OrderedKey.encoding($0) })
                return (position, Array(keys), isExact)
            }
            return nil
        }

        /// A range that a condition allows at `path`. One bound only: of an array, different elements may satisfy two of them.
        private static func range(
            on path: String, in conditions: [Filter]
        ) -> (position: Int, bounds: [OrderedRange], isExact: Bool)? {
            for (position, condition) in conditions.enumerated() {
                let value: DocumentValue
                let bound: OrderedRange
                switch condition {
                case .lessThan(path, let limit): (value, bound) = (limit, .lessThan(OrderedKey.encoding(limit)))
                case .lessOrEqual(path, let limit): (value, bound) = (limit, .lessOrEqual(OrderedKey.encoding(limit)))
                case .greaterThan(path, let limit): (value, bound) = (limit, .greaterThan(OrderedKey.encoding(limit)))
                case .greaterOrEqual(path, let limit): (value, bound) = (limit, .greaterOrEqual(OrderedKey.encoding(limit)))
                default: continue
                }
                let tag = OrderedKey.tag(of: value)
                guard tag != .null, tag != .array else { continue }
                // The other end is that of the value's type.
                switch bound {
                case .lessThan, .lessOrEqual: return (position, [.greaterOrEqual([tag.rawValue]), bound], true)
                case .greaterThan, .greaterOrEqual: return (position, [bound, .lessThan([tag.rawValue + 1])], true)
                }
            }
            return nil
        }
    }
}
