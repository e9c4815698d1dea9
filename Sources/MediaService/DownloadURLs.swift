import Environments
import Synchronization

/// The download URLs of the current second.
///
/// URLs that are signed in one second for one object and lifetime are identical (platform contract, 2.4), and feeds ask for the same avatars
/// and pictures again and again: each is signed once a second. Media are never deleted and their object and content type never change, so
/// that a URL found here needs no look at the record either.
final class DownloadURLs: Sendable {
    /// What decides on a URL beside the second.
    struct Key: Hashable, Sendable {
        let media: Identifier
        /// The name of the variant as it was asked for.
        var variant = original
        let lifetime: Int
        /// The host that the URL was asked for at; see ``ObjectStore``.
        var host: String?
    }

    /// The variant that is the uploaded object itself.
    static let original = "original"

    private struct State {
        var second: Int64 = .min
        var urls: [Key: String] = [:]
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many URLs are kept; further ones are signed each time.
    init(limit: Int = 16_384) {
        self.limit = limit
    }

    /// The URL that was signed in `second`, if there is one.
    func url(for key: Key, second: Int64) -> String? {
        state.withLock { $0.second == second ? $0.urls[key] : nil }
    }

    /// Keeps a URL that was signed in `second`.
    func keep(_ url: String, for key: Key, second: Int64) {
        state.withLock { state in
            if state.second != second {
                state.second = second
                state.urls.removeAll(keepingCapacity: true)
            }
            if state.urls.count < limit { state.urls[key] = url }
        }
    }
}
