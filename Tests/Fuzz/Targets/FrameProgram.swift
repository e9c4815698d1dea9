/// Turns the bytes of a fuzzer's input into HTTP/2 frames that mostly make sense, so that mutations reach what lies behind the framing.
///
/// An input that begins with the sender's connection preface (RFC 9113, section 3.4) is a recorded session and goes out as it is.
struct FrameProgram {
    /// Who sends the frames.
    enum Sender {
        case client
        case server
    }

    private enum FrameType: UInt8 {
        case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
    }

    private static let endStream: UInt8 = 1
    private static let endHeaders: UInt8 = 4
    private static let padded: UInt8 = 8

    private let sender: Sender
    private var input: FuzzInput
    private var pieces: [[UInt8]] = [[]]
    private var lastStream: UInt32 = 0

    /// The pieces in which the bytes go out; the other side has dealt with one before the next is sent.
    static func pieces(of bytes: [UInt8], from sender: Sender) -> [[UInt8]] {
        if isRecording(bytes, of: sender) { return [bytes] }
        var program = FrameProgram(sender: sender, input: FuzzInput(bytes))
        program.run()
        return program.pieces
    }

    private static func isRecording(_ bytes: [UInt8], of sender: Sender) -> Bool {
        switch sender {
        case .client: bytes.starts(with: "PRI * HTTP/2.0".utf8)
        case .server: bytes.starts(with: [0, 0]) && bytes.dropFirst(3).starts(with: [FrameType.settings.rawValue, 0, 0, 0, 0, 0])
        }
    }

    private init(sender: Sender, input: FuzzInput) {
        self.sender = sender
        self.input = input
    }

    private mutating func run() {
        if sender == .client { put(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)) }
        put(.settings, payload: [])
        while !input.isAtEnd { step() }
    }

    private mutating func step() {
        switch input.choice(below: 16) {
        case 0: pieces.append([])
        case 1, 2: headers(on: sender == .client ? nextStream() : stream(), first: true)
        case 3: headers(on: stream(), first: false)
        case 4, 5, 6: message()
        case 7:
            put(.data, flags: input.byte() & (Self.endStream | Self.padded), on: stream(), payload: input.bytes(input.choice(below: 32)))
        case 8: put(.reset, on: stream(), payload: number(UInt32(input.choice(below: 16))))
        case 9: put(.windowUpdate, on: input.byte() & 1 == 0 ? 0 : stream(), payload: number(UInt32(input.integer(bytes: 4))))
        case 10: put(.ping, flags: input.byte() & 1, payload: Array("fuzzping".utf8))
        case 11: put(.goAway, payload: number(UInt32(input.integer(bytes: 1))) + number(UInt32(input.choice(below: 16))) + input.bytes(4))
        case 12: settings()
        case 13: put(.priority, on: stream(), payload: number(stream()) + [input.byte()])
        case 14: brokenHeaders()
        default: anyFrame()
        }
    }

    // MARK: Streams

    private mutating func nextStream() -> UInt32 {
        lastStream = lastStream == 0 ? 1 : lastStream + 2
        return lastStream
    }

    /// One of the streams that there are, sometimes another one.
    private mutating func stream() -> UInt32 {
        let choice = UInt32(input.byte())
        return choice & 0x80 == 0 ? (choice % 8) * 2 + 1 : choice & 0x7F
    }

    // MARK: Frames

    private mutating func put(_ bytes: [UInt8]) { pieces[pieces.count - 1] += bytes }

    private mutating func put(_ type: FrameType, flags: UInt8 = 0, on stream: UInt32 = 0, payload: [UInt8]) {
        put(type.rawValue, flags, stream, payload)
    }

    private mutating func put(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
        let size = UInt32(payload.count)
        put([UInt8(size >> 16 & 255), UInt8(size >> 8 & 255), UInt8(size & 255), type, flags] + number(stream) + payload)
    }

    private func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) } }

    private mutating func settings() {
        var payload: [UInt8] = []
        for _ in 0..<input.choice(below: 4) { payload += [0, UInt8(input.choice(below: 8))] + number(UInt32(input.integer(bytes: 3))) }
        put(.settings, flags: input.byte() & 1, payload: payload)
    }

    private mutating func anyFrame() {
        let (type, flags, stream) = (input.byte(), input.byte(), UInt32(input.integer(bytes: 2)))
        put(type % 16, flags, stream, input.bytes(input.choice(below: 64)))
    }

    /// A DATA frame with a message, whose prefix now and then tells something else.
    private mutating func message() {
        let (choice, stream) = (input.byte(), stream())
        let payload = input.bytes(input.choice(below: 48))
        let size = UInt32(payload.count) &+ (choice & 0x70 == 0x70 ? UInt32(input.integer(bytes: 4)) : 0)
        let frame = [choice & 0x0C == 0x0C ? input.byte() : 0] + number(size) + payload
        put(.data, flags: choice & Self.endStream, on: stream, payload: frame)
    }

    // MARK: Header blocks

    private mutating func headers(on stream: UInt32, first isFirst: Bool) {
        let flags = input.byte() & Self.endStream | Self.endHeaders
        put(.headers, flags: flags, on: stream, payload: fields(isFirst ? standardFields() : []).flatMap { $0 })
    }

    /// A header block in several frames, possibly without an end.
    private mutating func brokenHeaders() {
        let stream = sender == .client ? nextStream() : stream()
        let parts = fields(standardFields())
        put(.headers, flags: input.byte() & Self.endStream, on: stream, payload: parts[0])
        for part in parts.dropFirst() { put(.continuation, on: stream, payload: part) }
        put(.continuation, flags: input.byte() & Self.endHeaders, on: stream, payload: [])
    }

    private mutating func standardFields() -> [(String, String)] {
        switch sender {
        case .client:
            let path = FuzzService.paths[input.choice(below: FuzzService.paths.count)]
            return [
                (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "fuzz"), ("te", "trailers"),
                ("content-type", "application/grpc"),
            ]
        case .server:
            return [(":status", "200"), ("content-type", "application/grpc")]
        }
    }

    /// The fields of a block, each encoded as a literal (RFC 7541, section 6.2.2): the given ones, of which one may be missing, and some of
    /// those that have a meaning.
    private mutating func fields(_ standard: [(String, String)]) -> [[UInt8]] {
        var list = standard
        let missing = Int(input.byte())
        if missing < list.count { list.remove(at: missing) }
        let extras = sender == .client ? Self.requestFields : Self.responseFields
        for _ in 0..<input.choice(below: 4) {
            let choice = input.choice(below: extras.count + 1)
            if choice < extras.count { list.append(extras[choice]) } else { list.append(("x-fuzz-bin", text(input.choice(below: 16)))) }
        }
        return list.map { literal($0) + literal($1) }.map { [0] + $0 }
    }

    private mutating func text(_ count: Int) -> String {
        String(decoding: input.bytes(count).map { $0 & 0x7F }, as: UTF8.self)
    }

    private func literal(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(126))
        return [UInt8(bytes.count)] + bytes
    }

    private static let requestFields = [
        ("grpc-timeout", "1S"), ("grpc-timeout", "0n"), ("grpc-timeout", "1u"), ("grpc-timeout", "x"), ("grpc-encoding", "gzip"),
        ("grpc-encoding", "deflate"), ("grpc-encoding", "zstd"), ("grpc-accept-encoding", "gzip, deflate"), ("x-text", "value"),
        ("x-bin", "AQID, BA"), ("x-bin", "!"), ("user-agent", "fuzz"), ("content-type", "application/grpc+proto"),
        ("content-type", "text/html"), ("content-length", "7"), ("te", "gzip"), ("connection", "close"), ("host", "other"),
        ("grpc-previous-rpc-attempts", "1"), (":path", "/"), (":method", "GET"), ("Upper", "case"), ("", ""),
    ]

    private static let responseFields = [
        ("grpc-status", "0"), ("grpc-status", "5"), ("grpc-status", "14"), ("grpc-status", "99"), ("grpc-status", "-1"),
        ("grpc-message", "%41%zz%"), ("grpc-status-details-bin", "CAUSAWE"), ("grpc-status-details-bin", "!"), (":status", "100"),
        (":status", "503"), (":status", "abc"), ("grpc-encoding", "gzip"), ("grpc-encoding", "zstd"), ("grpc-retry-pushback-ms", "0"),
        ("grpc-retry-pushback-ms", "-1"), ("x-text", "value"), ("x-bin", "AQID"), ("x-bin", "!"), ("content-type", "text/html"),
        ("content-length", "7"), ("connection", "close"), ("", ""),
    ]
}
