import Environments
import Persistence

/// A change of a post's likes or comments that is under way. Its mark stands in the post's counts from before the change is made until it is
/// counted, so that whoever finds the mark can find out whether there is something left to count.
struct PendingChange: Sendable, Hashable {
    enum Kind: String, Sendable {
        case like
        case unlike
        case comment
    }

    let kind: Kind
    /// The id of the like or comment: 24 hexadecimal digits.
    let id: String

    private static let prefix = "pending"

    init(_ kind: Kind, of id: String) {
        self.kind = kind
        self.id = id
    }

    /// The change whose mark has this name; `nil` for other fields.
    init?(key: String) {
        let parts = key.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.prefix, let kind = Kind(rawValue: String(parts[1])), !parts[2].isEmpty else { return nil }
        self.init(kind, of: String(parts[2]))
    }

    /// The name of the mark.
    var key: String { "\(Self.prefix)_\(kind.rawValue)_\(id)" }

    /// What the change moves.
    var count: PostStatistics.Count { kind == .comment ? .comments : .likes }

    /// Where the like or comment is stored.
    var collection: String { kind == .comment ? CommentRecord.collection : LikeRecord.collection }

    /// That the mark is there.
    var isPending: Filter { .exists(key, true) }

    /// The marks in the counts of a post.
    static func marks(in counts: Document) -> [(change: PendingChange, mark: Mark)] {
        counts.compactMap { key, value in
            guard let change = PendingChange(key: key), let mark = Mark(value) else { return nil }
            return (change, mark)
        }
    }
}

extension PendingChange {
    /// What a mark says.
    struct Mark: Sendable {
        /// When the change was begun, or gone on with by another call.
        let since: Timestamp
        /// Tells this mark from later ones of the same name; only unlikes need it.
        let owner: String?
        /// Whether a like was seen while the mark stood, so that its removal is still to be counted when it is gone.
        let isArmed: Bool

        private enum Field {
            static let since = "since"
            static let owner = "owner"
            static let isArmed = "armed"
        }

        init(since: Timestamp, owner: String? = nil) {
            self.since = since
            self.owner = owner
            isArmed = false
        }

        /// Reads a stored mark; `nil` for what is none.
        init?(_ value: DocumentValue?) {
            guard let document = value?.document, let since = document[Field.since]?.date else { return nil }
            self.since = since
            owner = document[Field.owner]?.string
            isArmed = document[Field.isArmed]?.bool ?? false
        }

        /// The mark as it is stored.
        var value: DocumentValue {
            var document: Document = [Field.since: .date(since)]
            if let owner { document[Field.owner] = .string(owner) }
            return .document(document)
        }

        /// That the mark of `change` is this one, in the state in which it was read.
        func isUnchanged(of change: PendingChange) -> Filter {
            var conditions: [Filter] = [
                .equals("\(change.key).\(Field.since)", .date(since)), .exists("\(change.key).\(Field.isArmed)", isArmed),
            ]
            if let owner { conditions.append(.equals("\(change.key).\(Field.owner)", .string(owner))) }
            return .and(conditions)
        }

        /// That the mark of `change` is this one, armed or not.
        func stands(for change: PendingChange) -> Filter {
            owner.map { .equals("\(change.key).\(Field.owner)", .string($0)) } ?? change.isPending
        }

        /// That nobody has armed the mark of `change`, which is this one.
        func isUnarmed(of change: PendingChange) -> Filter {
            .and([stands(for: change), .exists("\(change.key).\(Field.isArmed)", false)])
        }

        /// Arms the mark of `change`.
        static func arming(_ change: PendingChange, at now: Timestamp) -> Update {
            Update(set: ["\(change.key).\(Field.since)": .date(now), "\(change.key).\(Field.isArmed)": true])
        }
    }
}
