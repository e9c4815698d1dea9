import EventLoops
import Glibc

/// What carries the bytes of an HTTP/2 connection: a connected socket.
///
/// Output that the socket does not take at once is kept here and leaves first when there is room again, so that callers hand bytes over
/// once and never twice.
struct ByteTransport {
    /// What reading has brought.
    enum Input {
        /// Bytes of the peer, valid until the next read on the same loop.
        case bytes(UnsafeRawBufferPointer)
        /// Nothing for now.
        case nothing
        /// No more bytes will come; the text says why.
        case ended(String)
    }

    private let descriptor: Int32
    private var unsent: ArraySlice<UInt8> = []

    /// - Parameter descriptor: a connected, non-blocking socket, which the transport owns from here on.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether bytes wait for room in the socket.
    var hasUnsentOutput: Bool { !unsent.isEmpty }

    /// Reads what is there, at most one buffer full.
    mutating func receive(_ buffers: LoopBuffers) -> Input {
        let count = recv(descriptor, buffers.input.baseAddress, buffers.input.count, 0)
        if count > 0 { return .bytes(UnsafeRawBufferPointer(rebasing: buffers.input[0..<count])) }
        if count == 0 { return .ended("the peer closed the connection") }
        return errno == EAGAIN || errno == EINTR ? .nothing : .ended(systemErrorText(errno))
    }

    /// Sends bytes, or keeps what cannot be sent now.
    /// - Returns: the system's text when the socket is broken.
    mutating func send(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard unsent.isEmpty else {
            unsent.append(contentsOf: bytes)
            return nil
        }
        switch write(bytes) {
        case .success(let sent):
            if sent < bytes.count { unsent = ArraySlice(bytes[sent...]) }
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    /// Sends what an earlier `send` has kept.
    /// - Returns: the system's text when the socket is broken.
    mutating func sendUnsent() -> String? {
        guard !unsent.isEmpty else { return nil }
        switch unsent.withUnsafeBytes({ write($0) }) {
        case .success(let sent):
            unsent = sent == unsent.count ? [] : unsent.dropFirst(sent)
            return nil
        case .failure(let failure):
            return failure.text
        }
    }

    /// Ends the output and gives the socket back to the system.
    mutating func close() {
        unsent = []
        shutdown(descriptor, Int32(SHUT_WR))
        Glibc.close(descriptor)
    }

    private struct Failure: Error { let text: String }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Result<Int, Failure> {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if sent >= 0 { return .success(sent) }
        return errno == EAGAIN || errno == EINTR ? .success(0) : .failure(Failure(text: systemErrorText(errno)))
    }
}
