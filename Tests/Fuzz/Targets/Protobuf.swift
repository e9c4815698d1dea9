import KitchenSink
import ProtoRuntime

extension FuzzTarget {
    private static let messageTypes: [any Message.Type] = [
        KitchenSinkAPI.Everything.self, KitchenSinkAPI.Scalars.self, KitchenSinkAPI.Optionals.self, KitchenSinkAPI.Lists.self,
        KitchenSinkAPI.Maps.self, KitchenSinkAPI.Choice.self, KitchenSinkAPI.Tree.self, KitchenSinkAPI.Names.self,
        KitchenSinkAPI.Sparse.self,
        KitchenSinkAPI.Empty.self,
    ]

    /// What the scan before protobuf-c accepts can be unpacked, and is then written in a form that is read and written the same again.
    static let protobuf = FuzzTarget(name: "protobuf", maximumLength: 4096) { bytes throws(Violation) in
        var input = FuzzInput(bytes)
        try checkFixedPoint(messageTypes[input.choice(below: messageTypes.count)], input.remaining())
    }

    private static func checkFixedPoint<M: Message>(_ type: M.Type, _ bytes: [UInt8]) throws(Violation) {
        guard let message = try? M(decoding: bytes) else { return }
        let encoded = message.encoded()
        try require(encoded.count == message.encodedSize, "the size is not that of the encoding")
        guard let again = try? M(decoding: encoded) else { throw Violation("\(M.fullName) cannot read what it has written") }
        try require(again.encoded() == encoded, "\(M.fullName) writes another form of what it has written")
    }
}
