import CLinux
import EventLoops
import Synchronization

/// Holds the context that new connections get, and makes a new one when the files behind it have changed.
final class TLSContextStore: Sendable {
    /// What tells that a file is another one, or has other content.
    private struct Stamp: Equatable {
        var device: UInt64
        var inode: UInt64
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64

        init?(_ path: String) {
            var file = clinux_file()
            guard clinux_stat(path, 1, &file) == 0 else { return nil }
            device = file.device
            inode = file.inode
            size = file.size
            seconds = file.modified_seconds
            nanoseconds = file.modified_nanoseconds
        }
    }

    private struct State {
        var context: TLSContext
        var stamps: [Stamp?]
        var nextLook: MonotonicTime
    }

    private let paths: [String]
    private let interval: Duration
    private let didFail: (@Sendable (TLSError) -> Void)?
    private let make: @Sendable () throws(TLSError) -> TLSContext
    private let state: Mutex<State>

    /// - Parameters:
    ///   - paths: the files that `make` reads.
    ///   - interval: how long the files are not looked at again after they were.
    ///   - didFail: is told when changed files could not be loaded.
    ///   - make: makes a context from the files as they are now.
    /// - Throws: what `make` throws the first time.
    init(
        paths: [String], interval: Duration = .seconds(1), didFail: (@Sendable (TLSError) -> Void)?,
        make: @escaping @Sendable () throws(TLSError) -> TLSContext
    ) throws(TLSError) {
        self.paths = paths
        self.interval = interval
        self.didFail = didFail
        self.make = make
        // Stamps come before contents: a change in between is seen the next time.
        let stamps = paths.map(Stamp.init)
        state = Mutex(State(context: try make(), stamps: stamps, nextLook: .now().advanced(by: interval)))
    }

    /// The context for a new connection.
    func current() -> TLSContext {
        let now = MonotonicTime.now()
        let (context, failure) = state.withLock { state -> (TLSContext, TLSError?) in
            guard !paths.isEmpty, state.nextLook <= now else { return (state.context, nil) }
            state.nextLook = now.advanced(by: interval)
            let stamps = paths.map(Stamp.init)
            guard stamps != state.stamps else { return (state.context, nil) }
            // Broken files are not read again until they change once more.
            state.stamps = stamps
            do throws(TLSError) {
                state.context = try make()
                return (state.context, nil)
            } catch {
                return (state.context, error)
            }
        }
        if let failure { didFail?(failure) }
        return context
    }

    /// Makes a new context from the files as they are now.
    func reload() throws(TLSError) {
        let stamps = paths.map(Stamp.init)
        let context = try make()
        state.withLock { state in
            state.context = context
            state.stamps = stamps
        }
    }
}
