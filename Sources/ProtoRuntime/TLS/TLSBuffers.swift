import CTLS

/// The memory in which all TLS sessions of one loop work: a session needs it only while it is being served.
///
/// Not `Sendable`: used on the loop's thread only. Between two calls of sessions, `pipe` is empty on both ends.
final class TLSBuffers {
    /// One read from the socket holds at most `LoopBuffers.inputSize` bytes of records, which are longer than what is in them, and a session
    /// holds back at most one record that is not complete yet: their plaintext fits.
    static let plaintextSize = LoopBuffers.inputSize + 32 * 1024

    let pipe: UnsafeMutablePointer<ctls_pipe>?
    let plaintext = UnsafeMutableRawBufferPointer.allocate(byteCount: TLSBuffers.plaintextSize, alignment: 16)

    init() {
        // Room for a full buffer of plaintext in records.
        pipe = ctls_pipe_new(LoopBuffers.inputSize + 4 * 1024)
    }

    deinit {
        ctls_pipe_free(pipe)
        plaintext.deallocate()
    }
}
