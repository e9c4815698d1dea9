/// Input and output buffers that all connections of one loop share: a connection needs them only while it is being served, so that an
/// idle connection owns none.
///
/// Not `Sendable`: used on the loop's thread only.
final class LoopBuffers {
    /// Large: each read of a busy connection costs an acknowledgement besides the call.
    static let inputSize = 256 * 1024
    /// Small: what is written soon leaves while the processor's caches still hold it.
    static let outputSize = 64 * 1024

    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: LoopBuffers.inputSize, alignment: 16)
    /// What TLS sessions need besides; loops without TLS never make it.
    private(set) lazy var tls = TLSBuffers()
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: LoopBuffers.outputSize, alignment: 16)

    deinit {
        input.deallocate()
        output.deallocate()
    }
}
