import CMicrohttpd
import EventLoops

/// Notices that the client of a connection closes its side while the library does not look: when the connection is suspended, and
/// when the end arrived together with the last bytes, which edge-triggered polling takes for one event.
///
/// Used on the loop's thread only.
final class HangupWatch {
    private let loop: EventLoop
    private let descriptor: Int32
    private var isWatching = false

    /// EPOLLRDHUP alone: bytes that wait to be read must not wake the loop.
    private static let hangup = IOInterest(rawValue: 0x2000)

    init(loop: EventLoop, descriptor: Int32) {
        self.loop = loop
        self.descriptor = descriptor
    }

    /// Calls `handler` in each turn in which the client's side is closed, until `end`.
    func begin(_ handler: @escaping () -> Void) throws(EventLoopError) {
        guard !isWatching else { return }
        try loop.watch(descriptor, for: Self.hangup) { _ in handler() }
        isWatching = true
    }

    func end() {
        guard isWatching else { return }
        isWatching = false
        loop.unwatch(descriptor)
    }

    /// Whether bytes that the client sent before it closed its side are still in the kernel.
    var hasUnreadBytes: Bool { cmhd_has_unread_bytes(descriptor) != 0 }

    /// Breaks the connection off, so that the library notices and closes it.
    func disconnect() { cmhd_disconnect(descriptor) }
}
