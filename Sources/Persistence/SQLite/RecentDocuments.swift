/// Documents as the writer has read or stored them lately, with their stored bytes.
///
/// Most writes change a document that this process has just written. As long as the row still has the bytes that were kept, whoever else
/// writes to the database, the document need not be made of them again. Bounded like ``DocumentCache``, by two generations.
///
/// Not `Sendable`: it belongs to one ``SQLiteWriter`` and is used with it only.
final class RecentDocuments {
    private struct Key: Hashable {
        let collection: String
        let row: Int64
    }

    private struct Entry {
        let document: Document
        let bytes: [UInt8]
    }

    private var young: [Key: Entry] = [:]
    private var old: [Key: Entry] = [:]
    private var youngSize = 0
    private let generationSize: Int

    /// - Parameter size: the bound in bytes of stored text; in memory documents take about four times as much.
    init(size: Int) {
        generationSize = size / 2
    }

    /// The document of a row and its size in bytes, if what the row has as its document is what was kept.
    func document(
        at number: Int64, of collection: String, storedAs row: borrowing SQLiteRow
    ) -> (document: Document, size: Int)? {
        let key = Key(collection: collection, row: number)
        guard let entry = young[key] ?? old[key], row.hasBytes(entry.bytes, in: 1) else { return nil }
        return (entry.document, entry.bytes.count)
    }

    /// Keeps what was read or stored in a row.
    func keep(_ document: Document, _ bytes: [UInt8], at number: Int64, of collection: String) {
        guard bytes.count <= generationSize else { return }
        if youngSize + bytes.count > generationSize {
            old = young
            young = [:]
            youngSize = 0
        }
        let previous = young.updateValue(Entry(document: document, bytes: bytes), forKey: Key(collection: collection, row: number))
        youngSize += bytes.count - (previous?.bytes.count ?? 0)
    }
}
