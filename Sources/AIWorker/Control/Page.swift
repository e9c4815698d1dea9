import Environments
import Persistence

/// A part of a collection, newest first.
public struct Page: Sendable, Hashable {
    /// The most documents of a page.
    public static let largest = 500

    /// The documents.
    public let documents: [Document]
    /// Where the next page begins; `nil` after the last one.
    public let next: String?
}

/// Where a page begins: behind the document with this time of creation and id.
private struct PageCursor {
    let createdAt: Timestamp
    let id: String

    var text: String { "\(createdAt.microseconds)_\(id)" }

    init?(_ document: Document?) {
        guard let document, let createdAt = document["created_at"]?.date else { return nil }
        self.createdAt = createdAt
        id = document.id
    }

    init?(parsing text: String) {
        let parts = text.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let time = Int64(parts[0]) else { return nil }
        createdAt = Timestamp(microseconds: time)
        id = String(parts[1])
    }

    /// The documents behind this place.
    var filter: Filter {
        .and([
            .lessOrEqual("created_at", .date(createdAt)),
            .or([.lessThan("created_at", .date(createdAt)), .lessThan("_id", .string(id))]),
        ])
    }
}

extension DocumentStore {
    /// The documents that match, newest first, from the place that an earlier page has named.
    ///
    /// - Throws: `ControlError.invalid` for a limit out of range and for a cursor that no page has named.
    func page(of collection: String, _ conditions: [Filter], limit: Int, cursor: String?) async throws(ControlError) -> Page {
        guard (1...Page.largest).contains(limit) else {
            throw .invalid("limit \(limit) is out of range", hint: "1…\(Page.largest)")
        }
        var conditions = conditions
        if let cursor {
            guard let place = PageCursor(parsing: cursor) else {
                throw .invalid("'\(cursor)' is no cursor", hint: "the value of next in an earlier answer")
            }
            conditions.append(place.filter)
        }
        let query = Query(conditions.isEmpty ? .all : .and(conditions), sort: [.descending("created_at")], limit: limit + 1)
        do {
            let found = try await find(query, in: collection)
            let documents = Array(found.prefix(limit))
            return Page(documents: documents, next: found.count > limit ? PageCursor(documents.last)?.text : nil)
        } catch {
            throw ControlError(error)
        }
    }

    /// Visits all matching documents in the order of their ids, a few at a time.
    func visit(_ collection: String, _ conditions: [Filter], _ body: (Document) -> Void) async throws(ControlError) {
        let step = 200
        var last: String?
        while true {
            let place = last.map { [Filter.greaterThan("_id", .string($0))] } ?? []
            let found: [Document]
            do {
                found = try await find(Query(.and(conditions + place), limit: step), in: collection)
            } catch {
                throw ControlError(error)
            }
            for document in found { body(document) }
            guard found.count == step, let end = found.last?.id else { return }
            last = end
        }
    }
}
