/// What a client has written so far, as long as it may have to be written again: until the server has begun to answer, or too much has
/// come together (gRFC A6, "When Retries are Valid").
struct ReplayBuffer {
    /// Bytes beyond which a call of several messages is no longer repeated.
    private static let limit = 256 << 10

    /// The frames of an open buffer, in order.
    private(set) var frames: [[UInt8]] = []
    private(set) var size = 0
    /// Whether everything that was written is still here.
    private(set) var isWhole = true
    /// Whether there will be no more messages.
    private(set) var isComplete = false

    /// Adds a frame.
    /// - Parameter mustKeep: whether it is needed in any case, because it was not sent yet.
    mutating func append(_ frame: [UInt8], mustKeep: Bool) {
        guard isWhole else { return }
        guard mustKeep || frames.isEmpty || size + frame.count <= Self.limit else {
            drop()
            return
        }
        frames.append(frame)
        size += frame.count
    }

    mutating func complete() { isComplete = true }

    /// Forgets the frames.
    mutating func drop() {
        isWhole = false
        frames = []
        size = 0
    }
}
