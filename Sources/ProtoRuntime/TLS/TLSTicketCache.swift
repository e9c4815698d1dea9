import COpenSSL
import Synchronization

/// The sessions that servers have offered to resume, each to be used once (RFC 8446, appendix C.4).
final class TLSTicketCache: Sendable {
    /// A session of OpenSSL's.
    ///
    /// `@unchecked Sendable`: counted atomically by OpenSSL, and not changed once the server has issued it.
    final class Ticket: @unchecked Sendable {
        let pointer: OpaquePointer

        /// - Parameter pointer: a session whose reference the ticket takes over.
        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { SSL_SESSION_free(pointer) }
    }

    /// Servers whose tickets are kept; a client that knows more repeats some handshakes.
    private static let limit = 256

    private let tickets = Mutex<[String: Ticket]>([:])

    /// Keeps the latest ticket of a server.
    func put(_ ticket: Ticket, for key: String) {
        tickets.withLock { tickets in
            if tickets.count >= Self.limit, tickets[key] == nil, let other = tickets.keys.first { tickets[other] = nil }
            tickets[key] = ticket
        }
    }

    /// The ticket of a server, once.
    func take(_ key: String) -> Ticket? {
        tickets.withLock { $0.removeValue(forKey: key) }
    }
}
