import Testing

@testable import ProtoRuntime

/// Two sessions that talk in memory, each as if on a loop of its own.
final class SessionPair {
    let server: TLSSession
    let client: TLSSession
    private(set) var serverEnd: TLSSession.End?
    private(set) var clientEnd: TLSSession.End?
    private(set) var serverBytes: [UInt8] = []
    private(set) var clientBytes: [UInt8] = []
    private let step: Int

    /// - Parameter step: how many bytes of records are handed over at a time.
    init(_ server: TLSServerContext, _ client: TLSClientContext, host: String = "localhost", step: Int = .max) throws {
        self.server = try server.makeSession(TLSBuffers())
        self.client = try client.makeSession(host: host, peer: "peer", TLSBuffers())
        self.step = step
        #expect(self.client.start() == nil)
        pump()
    }

    /// Carries records until neither side has any.
    func pump() {
        while true {
            let up = client.takeOutput { Array($0) }
            for chunk in chunks(up) where serverEnd == nil {
                let received = chunk.withUnsafeBytes { server.receive($0) }
                serverBytes += received.bytes
                serverEnd = received.end
            }
            let down = server.takeOutput { Array($0) }
            for chunk in chunks(down) where clientEnd == nil {
                let received = chunk.withUnsafeBytes { client.receive($0) }
                clientBytes += received.bytes
                clientEnd = received.end
            }
            if up.isEmpty, down.isEmpty { return }
        }
    }

    private func chunks(_ bytes: [UInt8]) -> [[UInt8]] {
        let size = min(step, bytes.count)
        return size == 0 ? [] : stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }

    var serverFailure: TLSError? { if case .failed(let error) = serverEnd { error } else { nil } }
    var clientFailure: TLSError? { if case .failed(let error) = clientEnd { error } else { nil } }

    func exchange(_ bytes: [UInt8]) {
        #expect(bytes.withUnsafeBytes { client.send($0) } == nil)
        pump()
        #expect(bytes.withUnsafeBytes { server.send($0) } == nil)
        pump()
    }
}
