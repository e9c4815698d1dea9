@testable import ProtoRuntime

extension FuzzTarget {
    /// A header list gives back what went in; metadata that was read from one can be written and read again, and is then the same.
    static let metadata = FuzzTarget(name: "metadata", maximumLength: 1024) { bytes throws(Violation) in
        var input = FuzzInput(bytes)
        var list = HeaderList()
        var fields: [[[UInt8]]] = []
        while !input.isAtEnd {
            let isBinary = input.byte() & 1 == 1
            let field = [input.bytes(input.choice(below: 16)) + Array(isBinary ? "-bin".utf8 : "".utf8), input.bytes(Int(input.byte()))]
            fields.append(field)
            list.append(name: field[0], value: field[1])
        }
        var seen: [[[UInt8]]] = []
        list.forEach { name, value in seen.append([Array(name), Array(value)]) }
        try require(seen == fields, "forEach gives other fields")
        seen = list.withUnsafeFields { base, offsets in
            offsets.map { name, value in [Array(base[name]), Array(base[value])] }
        }
        try require(seen == fields, "withUnsafeFields gives other fields")

        guard let metadata = Metadata(list) else { return }
        var written = HeaderList()
        metadata.append(to: &written)
        var isPrintable = true
        written.forEach { _, value in isPrintable = isPrintable && value.allSatisfy { $0 >= 0x20 && $0 <= 0x7E } }
        try require(isPrintable, "a value is not printable ASCII")
        let expected = metadata.entries.filter { Metadata.isUserKey($0.key) }
        try require(Metadata(written)?.entries == expected, "what was written is not what is read")
    }

    /// Whatever is accepted as a timeout is of the form that the specification names, and comes back, if longer then as a rounding; every
    /// duration can be written.
    static let timeout = FuzzTarget(name: "timeout", maximumLength: 16) { bytes throws(Violation) in
        let duration = bytes.withUnsafeBufferPointer { TimeoutHeader.parse($0) }
        let digits = bytes.dropLast()
        let isWellFormed =
            (1...8).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) } && "HMSmun".utf8.contains(bytes.last ?? 0)
        try require((duration != nil) == isWellFormed, "accepted: \(duration != nil), well-formed: \(isWellFormed)")
        var input = FuzzInput(bytes)
        let other = Duration.nanoseconds(Int64(truncatingIfNeeded: input.integer(bytes: 8)))
        for duration in [duration, other].compactMap(\.self) {
            let text = Array(TimeoutHeader.text(for: duration).utf8)
            let back = text.withUnsafeBufferPointer { TimeoutHeader.parse($0) }
            try require(back.map { $0 >= min(duration, .seconds(292 * 365 * 86_400)) } ?? false, "\(duration) is written as \(text)")
        }
    }

    /// Decoding a status message never fails, and every text comes back from its encoding, which is printable ASCII.
    static let percent = FuzzTarget(name: "percent", maximumLength: 1024) { bytes throws(Violation) in
        let text = PercentEncoding.decode(bytes)
        if !bytes.contains(UInt8(ascii: "%")) {
            try require(text == String(decoding: bytes, as: UTF8.self), "a message without escapes is changed")
        }
        let encoded = PercentEncoding.encode(text)
        try require(encoded.allSatisfy { $0 >= 0x20 && $0 <= 0x7E }, "the encoding is not printable ASCII")
        try require(Array(PercentEncoding.decode(encoded).utf8) == Array(text.utf8), "the message does not come back")
    }

    /// Bytes come back from their encoding, padded or not; what is decoded encodes to the same text, up to padding and unused bits.
    static let base64 = FuzzTarget(name: "base64", maximumLength: 256) { bytes throws(Violation) in
        let encoded = Base64.encode(bytes)
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - encoded.count % 4) % 4)
        try require(Base64.decode(encoded) == bytes && Base64.decode(encoded + padding) == bytes, "the bytes do not come back")
        guard let decoded = Base64.decode(bytes) else { return }
        let again = Base64.encode(decoded)
        let text = bytes.prefix { $0 != UInt8(ascii: "=") }
        try require(again.count == text.count && again.dropLast() == text.dropLast(), "the text does not come back")
    }
}
