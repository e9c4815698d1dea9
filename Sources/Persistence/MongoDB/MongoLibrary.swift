import CMongoc
import Glibc
import Synchronization

/// The library's own state, of which a process has one.
///
/// libmongoc logs through one handler for the whole process; it is replaced so that nothing of the library's reaches standard error, where
/// a line could show parts of a connection string.
enum MongoLibrary {
    /// A thread that wants to know what the library complains about on it.
    private struct Listener {
        let thread: pthread_t
        var complaints: [String] = []
    }

    private static let listener = Mutex<Listener?>(nil)
    private static let parser = Mutex<Void>(())

    private static let isInitialized: Bool = {
        mongoc_init()
        cmongoc_log_to { level, _, message, _ in
            guard level.rawValue <= MONGOC_LOG_LEVEL_WARNING.rawValue, let message else { return }
            let text = String(cString: message)
            MongoLibrary.listener.withLock { listener in
                // Threads of other connections complain too.
                if let thread = listener?.thread, pthread_equal(thread, pthread_self()) != 0 { listener?.complaints.append(text) }
            }
        }
        return true
    }()

    /// Makes the library ready; the first call does it.
    static func initialize() {
        _ = isInitialized
    }

    /// Runs `body`, which parses a connection string, and returns what the library warned about: it ignores options that it does not know.
    static func complaints(while body: () -> Void) -> [String] {
        initialize()
        return parser.withLock { _ in
            listener.withLock { $0 = Listener(thread: pthread_self()) }
            body()
            return listener.withLock { $0.take() }?.complaints ?? []
        }
    }
}
