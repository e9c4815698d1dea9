import CNghttp2
import EventLoops
import GeneriaAPI
import Glibc
import Testing

@testable import ProtoRuntime

/// A frame as it stands on the wire.
struct RawFrame: Sendable, Hashable {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let priority: UInt8 = 2
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8
    static let continuation: UInt8 = 9

    static let endStream: UInt8 = 1
    static let acknowledgement: UInt8 = 1
    static let endHeaders: UInt8 = 4

    var type: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    var bytes: [UInt8] {
        let length = UInt32(payload.count)
        return [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags] + Self.number(stream) + payload
    }

    static func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xff) } }

    func number(at offset: Int) -> UInt32 { payload[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } }

    // MARK: Frames of a client

    static func settings(_ entries: [(UInt16, UInt32)] = []) -> RawFrame {
        RawFrame(type: settings, payload: entries.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 0xff)] + number($0.1) })
    }

    static func ping(_ payload: [UInt8] = Array(repeating: 7, count: 8)) -> RawFrame { RawFrame(type: ping, payload: payload) }

    static func reset(_ stream: UInt32, code: UInt32 = 8) -> RawFrame { RawFrame(type: reset, stream: stream, payload: number(code)) }

    static func windowUpdate(_ stream: UInt32, _ increment: UInt32) -> RawFrame {
        RawFrame(type: windowUpdate, stream: stream, payload: number(increment))
    }

    /// Fields as literals without Huffman coding, which need no state.
    static func block(_ fields: [(String, String)]) -> [UInt8] {
        func text(_ text: String) -> [UInt8] {
            let bytes = Array(text.utf8)
            guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
            var length: [UInt8] = [127]
            var rest = bytes.count - 127
            while rest >= 128 {
                length.append(UInt8(rest % 128 + 128))
                rest /= 128
            }
            return length + [UInt8(rest)] + bytes
        }
        return fields.flatMap { [0] + text($0.0) + text($0.1) }
    }

    static let requestFields = [
        (":method", "POST"), (":scheme", "http"), (":path", CallFixture.method.path), (":authority", "test"), ("te", "trailers"),
        ("content-type", "application/grpc"),
    ]

    static func request(_ stream: UInt32, extra: [(String, String)] = [], isEnd: Bool = false) -> RawFrame {
        RawFrame(
            type: headers, flags: isEnd ? endHeaders | endStream : endHeaders, stream: stream, payload: block(requestFields + extra))
    }

    static func message(_ stream: UInt32, id: String) -> RawFrame {
        let message = CallFixture.Request(characterID: id).encoded()
        let body = [0] + number(UInt32(message.count)) + message
        return RawFrame(type: data, flags: endStream, stream: stream, payload: body)
    }
}

/// A client that sends exactly the frames it is told to, over a blocking socket.
final class RawPeer {
    struct Failure: Error { let text: String }

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var inflater: OpaquePointer?
    /// Everything that has come, in order.
    private(set) var received: [RawFrame] = []
    private(set) var isClosed = false
    /// The errno with which the connection broke; 0 for an orderly end.
    private(set) var brokenBy: Int32 = 0
    var acknowledgesSettings = true
    var acknowledgesPings = true

    /// - Parameters:
    ///   - preface: what to send at once; by default the preface and empty SETTINGS.
    ///   - receiveBuffer: the size of the socket's buffer, small to be a slow reader.
    init(port: Int, settings: [(UInt16, UInt32)] = [], preface: [UInt8]? = nil, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafeBytes(of: &address) { bytes in
            connect(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard status == 0 else { throw Failure(text: systemErrorText(errno)) }
        nghttp2_hd_inflate_new(&inflater)
        try send(preface ?? Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + RawFrame.settings(settings).bytes)
    }

    deinit {
        nghttp2_hd_inflate_del(inflater)
        close(descriptor)
    }

    // MARK: Sending

    func send(_ frames: RawFrame...) throws { try send(frames.flatMap(\.bytes)) }

    func send(_ bytes: [UInt8]) throws {
        guard sendIfPossible(bytes, within: 60_000) else { throw Failure(text: "the server takes nothing, or has closed") }
    }

    /// Sends what the socket takes, `false` when it takes nothing for the given time or the connection is broken.
    func sendIfPossible(_ bytes: [UInt8], within milliseconds: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&entry, 1, milliseconds) > 0 else { return false }
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Waits for something to read.
    func waitForInput(_ milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    /// Lets time pass without reading.
    func pause(milliseconds: Int32) { poll(nil, 0, milliseconds) }

    /// Says that no more will be sent.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    // MARK: Receiving

    /// The next frame; `nil` when the connection is closed.
    /// - Throws: when nothing comes for a minute.
    func next() throws -> RawFrame? {
        while true {
            if buffer.count >= 9 {
                let length = Int(buffer[0]) << 16 | Int(buffer[1]) << 8 | Int(buffer[2])
                if buffer.count >= 9 + length {
                    let stream = buffer[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    let frame = RawFrame(type: buffer[3], flags: buffer[4], stream: stream, payload: Array(buffer[9..<9 + length]))
                    buffer.removeFirst(9 + length)
                    received.append(frame)
                    try answer(frame)
                    return frame
                }
            }
            guard try fill() else { return nil }
        }
    }

    /// Reads more bytes; `false` at the end.
    private func fill() throws -> Bool {
        if isClosed { return false }
        guard waitForInput(60_000) else { throw Failure(text: "nothing came for a minute") }
        let count = withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { bytes in
            let count = recv(descriptor, bytes.baseAddress, bytes.count, 0)
            if count > 0 { buffer.append(contentsOf: bytes[0..<count]) }
            return count
        }
        if count > 0 { return true }
        brokenBy = count < 0 ? errno : 0
        isClosed = true
        return false
    }

    private func answer(_ frame: RawFrame) throws {
        guard frame.flags & RawFrame.acknowledgement == 0 else { return }
        let acknowledgement = RawFrame(type: frame.type, flags: RawFrame.acknowledgement, payload: frame.payload)
        if frame.type == RawFrame.settings, acknowledgesSettings {
            _ = sendIfPossible(RawFrame(type: frame.type, flags: RawFrame.acknowledgement).bytes, within: 1000)
        } else if frame.type == RawFrame.ping, acknowledgesPings {
            _ = sendIfPossible(acknowledgement.bytes, within: 1000)
        }
    }

    /// Reads until a frame fits; `nil` when the connection closes before.
    func next(where fits: (RawFrame) -> Bool) throws -> RawFrame? {
        while let frame = try next() {
            if fits(frame) { return frame }
        }
        return nil
    }

    /// Reads until the connection is closed.
    func drain() throws {
        while try next() != nil {}
    }

    /// The next GOAWAY.
    func goAway() throws -> (lastStream: UInt32, code: UInt32, text: String)? {
        guard let frame = try next(where: { $0.type == RawFrame.goAway }) else { return nil }
        return (frame.number(at: 0), frame.number(at: 4), String(decoding: frame.payload.dropFirst(8), as: UTF8.self))
    }

    /// Reads until a stream has ended.
    /// - Returns: the fields of its last header block, or `:reset` with the error code.
    func end(of stream: UInt32) throws -> [String: String]? {
        guard
            let frame = try next(where: {
                $0.stream == stream
                    && ($0.type == RawFrame.reset
                        || $0.flags & RawFrame.endStream != 0 && ($0.type == RawFrame.headers || $0.type == RawFrame.data))
            })
        else { return nil }
        if frame.type == RawFrame.reset { return [":reset": "\(frame.number(at: 0))"] }
        return try fields(of: frame)
    }

    /// Decodes the header blocks that have come up to `last`; the decoder's state needs all of them, each once.
    private var decoded = 0
    private func fields(of last: RawFrame) throws -> [String: String] {
        var fields: [String: String] = [:]
        for frame in received[decoded...] where frame.type == RawFrame.headers {
            fields = [:]
            var rest = frame.payload[...]
            while true {
                var field = nghttp2_nv()
                var flags: Int32 = 0
                let count = rest.withUnsafeBufferPointer {
                    nghttp2_hd_inflate_hd2(inflater, &field, &flags, $0.baseAddress, $0.count, 1)
                }
                guard count >= 0 else { throw Failure(text: "undecodable header block") }
                rest = rest.dropFirst(count)
                if flags & Int32(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
                    let name = String(decoding: UnsafeBufferPointer(start: field.name, count: field.namelen), as: UTF8.self)
                    fields[name] = String(decoding: UnsafeBufferPointer(start: field.value, count: field.valuelen), as: UTF8.self)
                }
                if flags & Int32(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 {
                    nghttp2_hd_inflate_end_headers(inflater)
                    break
                }
                if rest.isEmpty { break }
            }
        }
        decoded = received.count
        return fields
    }

    /// Makes a whole call.
    func call(_ stream: UInt32, id: String = "a") throws -> [String: String]? {
        try send(.request(stream), .message(stream, id: id))
        return try end(of: stream)
    }

    /// Waits until the server has seen everything that was sent before.
    func roundTrip() throws {
        let mark = RawFrame.ping(Array("roundtri".utf8))
        try send(mark)
        _ = try next { $0.type == RawFrame.ping && $0.payload == mark.payload }
    }
}
