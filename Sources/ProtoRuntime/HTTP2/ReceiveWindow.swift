/// What the peer may send on a connection while its calls are slow to take what has come.
///
/// The connection's window (RFC 9113, section 5.2) is given back on receipt, so that one slow call does not hold up its neighbours, but
/// not without end: what is unread beyond `limit` is withheld until calls have taken it. A connection therefore never holds more than
/// the limit and one connection window.
struct ReceiveWindow {
    /// Bytes that may lie unread before the connection's window is withheld.
    let limit: Int
    /// Bytes that streams have received and not taken.
    private(set) var unread = 0
    /// Bytes of the connection's window that are withheld.
    private(set) var withheld = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts bytes that have come.
    /// - Returns: how much of the connection's window to give back now.
    mutating func received(_ count: Int) -> Int {
        unread += count
        withheld += count
        return settle()
    }

    /// Counts bytes that were taken, or that nobody will take because their stream has closed.
    /// - Returns: how much of the connection's window to give back now.
    mutating func taken(_ count: Int) -> Int {
        unread -= min(count, unread)
        return settle()
    }

    private mutating func settle() -> Int {
        let due = max(0, unread - limit)
        guard due < withheld else { return 0 }
        defer { withheld = due }
        return withheld - due
    }
}
