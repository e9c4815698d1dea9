import MediaService
import Synchronization

/// An object storage that counts requests and can fail writes or hold up requests.
final class ObservedObjects: ObjectStore {
    enum Request: Hashable, Sendable {
        case verify, read, write
    }

    private struct State {
        var counts: [Request: Int] = [:]
        /// How many more writes succeed.
        var writesLeft = Int.max
        var held: Request?
    }

    private let base: any ObjectStore
    private let state = Mutex(State())

    init(_ base: any ObjectStore) {
        self.base = base
    }

    /// How often something was asked for since the last time.
    func takeCount(of request: Request) -> Int {
        state.withLock { $0.counts.removeValue(forKey: request) ?? 0 }
    }

    func letWrites(_ count: Int) {
        state.withLock { $0.writesLeft = count }
    }

    /// Makes requests of a kind wait until their task is cancelled; `nil` for none.
    func hold(_ request: Request?) {
        state.withLock { $0.held = request }
    }

    func uploadURL(for key: String, at host: String?, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        try base.uploadURL(for: key, at: host, expiresIn: seconds)
    }

    func downloadURL(for key: String, at host: String?, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        try base.downloadURL(for: key, at: host, contentType: contentType, expiresIn: seconds)
    }

    func verify(_ key: String) async throws(ObjectStoreFailure) -> UploadedObject {
        await observe(.verify)
        return try await base.verify(key)
    }

    func read(_ key: String, maximumSize: Int) async throws(ObjectStoreFailure) -> [UInt8] {
        await observe(.read)
        return try await base.read(key, maximumSize: maximumSize)
    }

    func write(_ bytes: [UInt8], to key: String, contentType: String) async throws(ObjectStoreFailure) {
        await observe(.write)
        let isAllowed = state.withLock { state in
            state.writesLeft -= 1
            return state.writesLeft >= 0
        }
        guard isAllowed else { throw ObjectStoreFailure("the disk is full", kind: .unavailable) }
        try await base.write(bytes, to: key, contentType: contentType)
    }

    private func observe(_ request: Request) async {
        let isHeld = state.withLock { state in
            state.counts[request, default: 0] += 1
            return state.held == request
        }
        // Longer than any test: only cancellation ends it.
        if isHeld { try? await Task.sleep(for: .seconds(60)) }
    }
}
