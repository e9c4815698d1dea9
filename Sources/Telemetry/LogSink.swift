/// Where log lines go. `write` is called with one complete line, its line feed included, from any thread.
public struct LogSink: Sendable {
    let write: @Sendable (String) -> Void

    /// A sink that hands every line to `write`, which must return quickly: the caller may be an event loop.
    public init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// Standard error of the process, without ever waiting for a slow reader.
    public static let standardError = LogSink(descriptor: 2)

    /// Lines written to `descriptor`, which stays open and stays the caller's.
    ///
    /// Lines are written at once as long as the descriptor takes them. When its reader is behind, up to 1 MiB waits in
    /// memory; beyond that lines are dropped, and a line says how many as soon as there is room.
    public init(descriptor: Int32) {
        let writer = DescriptorWriter(descriptor: descriptor)
        self.init { writer.write($0) }
    }
}
