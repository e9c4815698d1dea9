@testable import ProtoRuntime

extension FuzzTarget {
    /// However the DATA frames of a body split it, the same messages come out, followed by the same error; and they are those that a
    /// reading of the whole body at once finds.
    static let framing = FuzzTarget(name: "framing", maximumLength: 4096) { bytes throws(Violation) in
        var input = FuzzInput(bytes)
        let isCompressionKnown = input.byte() & 1 == 1
        let maximumSize = Int(input.integer(bytes: 2))
        let steps = (0..<4).map { _ in Int(input.byte() % 16) + 1 }
        let body = input.remaining()

        func read(in pieces: [ArraySlice<UInt8>]) -> Reading {
            var reader = MessageReader(maximumSize: maximumSize)
            reader.isCompressionKnown = isCompressionKnown
            var reading = Reading()
            for piece in pieces where reading.error == nil {
                piece.withUnsafeBufferPointer { buffer in
                    var rest = buffer
                    do throws(RPCError) {
                        while !rest.isEmpty, let message = try reader.next(&rest) { reading.messages.append(message) }
                    } catch {
                        reading.error = error
                    }
                }
            }
            reading.isInsideMessage = reader.isInsideMessage
            return reading
        }

        let whole = read(in: [body[...]])
        try require(read(in: split(body, into: steps)) == whole, "the split changes the messages")
        try require(read(in: split(body, into: [1])) == whole, "a split into bytes changes the messages")
        let expected = referenceReading(body, maximumSize, isCompressionKnown)
        try require(whole.messages == expected.messages, "other messages than in a reading of the whole")
        try require(whole.error?.code == expected.code, "another error than in a reading of the whole")
    }

    private struct Reading: Equatable {
        var messages: [ReceivedMessage] = []
        var error: RPCError?
        var isInsideMessage = false
    }

    private static func split(_ body: [UInt8], into steps: [Int]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = body[...]
        while !rest.isEmpty {
            let step = steps[pieces.count % steps.count]
            pieces.append(rest.prefix(step))
            rest = rest.dropFirst(step)
        }
        return pieces
    }

    /// "Length-Prefixed-Message" of gRPC over HTTP/2, in the plainest way.
    private static func referenceReading(
        _ body: [UInt8], _ maximumSize: Int, _ isCompressionKnown: Bool
    ) -> (messages: [ReceivedMessage], code: StatusCode?) {
        var messages: [ReceivedMessage] = []
        var start = 0
        while start + 5 <= body.count {
            let size = body[(start + 1)..<(start + 5)].reduce(0) { $0 << 8 | Int($1) }
            if body[start] > 1 || body[start] == 1 && !isCompressionKnown { return (messages, .internal) }
            if size > maximumSize { return (messages, .resourceExhausted) }
            let end = start + 5 + size
            if end > body.count { break }
            messages.append(ReceivedMessage(bytes: Array(body[(start + 5)..<end]), isCompressed: body[start] == 1))
            start = end
        }
        return (messages, nil)
    }
}
