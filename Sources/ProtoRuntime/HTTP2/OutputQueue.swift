/// Bytes of a stream's body that wait to be framed: large messages are kept as they are, small ones run together.
struct OutputQueue {
    /// Messages up to this size are appended to the chunk before them…
    private static let smallMessage = 4 << 10
    /// …unless that has this size already.
    private static let fullChunk = 32 << 10

    /// Bytes that wait.
    private(set) var count = 0
    /// The chunk that is being framed, of which `offset` bytes are; a unary call has no other, and needs no array for it.
    private var current: [UInt8] = []
    private var offset = 0
    private var rest: [[UInt8]] = []
    private var head = 0

    mutating func append(_ bytes: consuming [UInt8]) {
        let isSmall = bytes.count <= Self.smallMessage
        if count == 0 {
            count = bytes.count
            current = bytes
            return
        }
        count += bytes.count
        if head == rest.count, isSmall, current.count < Self.fullChunk {
            current.append(contentsOf: bytes)
        } else if let last = rest.indices.last, last >= head, isSmall, rest[last].count < Self.fullChunk {
            rest[last].append(contentsOf: bytes)
        } else {
            rest.append(bytes)
        }
    }

    /// Moves bytes into `buffer`, which must not be larger than what waits.
    mutating func move(to buffer: UnsafeMutableRawBufferPointer) {
        var moved = 0
        while moved < buffer.count, count > 0 {
            let amount = min(buffer.count - moved, current.count - offset)
            current.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: buffer[moved...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + amount]))
            }
            moved += amount
            offset += amount
            count -= amount
            if offset == current.count { advance() }
        }
    }

    private mutating func advance() {
        offset = 0
        guard head < rest.count else {
            current = []
            return
        }
        current = rest[head]
        rest[head] = []
        head += 1
        // Moving the tail is rare and the queue short: writers wait beyond 64 KiB.
        if head == rest.count || head >= 64 {
            rest.removeFirst(head)
            head = 0
        }
    }

    mutating func removeAll() { self = OutputQueue() }
}
