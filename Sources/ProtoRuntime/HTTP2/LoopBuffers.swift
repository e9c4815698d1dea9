/// Input and output buffers that all connections of one loop share: a connection needs them only while it is being served, so that an
/// idle connection owns none.
///
/// Not `Sendable`: used on the loop's thread only.
final class LoopBuffers {
    static let size = 64 * 1024

    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: LoopBuffers.size, alignment: 16)
    /// What TLS sessions need besides; loops without TLS never make it.
    private(set) lazy var tls = TLSBuffers()
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: LoopBuffers.size, alignment: 16)

    deinit {
        input.deallocate()
        output.deallocate()
    }
}
