import Glibc
import Synchronization

/// Writes lines to a descriptor in order, and never blocks its caller.
///
/// A line goes out on the caller's thread while the descriptor is writable; a writable pipe takes 4,096 bytes without
/// blocking (`PIPE_BUF`). Otherwise the backlog is handed to a thread that lives only until it has caught up.
final class DescriptorWriter: Sendable {
    private struct State {
        var backlog: [UInt8] = []
        var isDraining = false
        var dropped = 0
    }

    private static let atomicWrite = 4096
    private let descriptor: Int32
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many bytes may wait in memory.
    init(descriptor: Int32, limit: Int = 1 << 20) {
        self.descriptor = descriptor
        self.limit = limit
    }

    func write(_ line: String) {
        let bytes = Array(line.utf8)
        let startsDraining = state.withLock { state in
            if !state.isDraining, bytes.count <= Self.atomicWrite, isWritable, put(bytes) { return false }
            guard state.backlog.count + bytes.count <= limit else {
                state.dropped += 1
                return false
            }
            state.backlog += bytes
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if startsDraining { startThread() }
    }

    private var isWritable: Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&poller, 1, 0) == 1 && poller.revents & Int16(POLLOUT) != 0
    }

    /// Writes all of `bytes`, waiting where it must; false when the descriptor is closed or broken.
    @discardableResult
    private func put(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
            if written >= 0 {
                offset += written
            } else if errno == EAGAIN {
                var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&poller, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    private func startThread() {
        var thread = pthread_t()
        // The thread owns one reference to the writer, taken back by its first statement.
        let reference = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<DescriptorWriter>.fromOpaque(argument).takeRetainedValue().drain()
                return nil
            }, reference.toOpaque())
        if result == 0 {
            pthread_detach(thread)
        } else {
            reference.release()
            state.withLock { $0 = State() }
        }
    }

    private func drain() {
        while true {
            let batch: [UInt8]? = state.withLock { state in
                if state.dropped > 0 {
                    state.backlog += Array("(\(state.dropped) log lines dropped: the reader was too slow)\n".utf8)
                    state.dropped = 0
                }
                guard !state.backlog.isEmpty else {
                    state.isDraining = false
                    return nil
                }
                defer { state.backlog = [] }
                return state.backlog
            }
            guard let batch else { return }
            put(batch)
        }
    }
}
