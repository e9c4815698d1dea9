/// Messages of any type, packed with the name of their type (`google.protobuf.Any`).
extension ProtobufAPI.Any_ {
    /// What comes before the full name of the type in a type URL; receivers look at the part after the last slash only.
    private static let prefix = "type.googleapis.com/"

    /// Packs a message.
    public init(packing message: some Message) {
        self.init(typeURL: Self.prefix + type(of: message).fullName, value: message.encoded())
    }

    /// The full name of the packed message's type: `google.rpc.ErrorInfo`.
    public var messageName: Substring {
        typeURL[(typeURL.lastIndex(of: "/").map(typeURL.index(after:)) ?? typeURL.startIndex)...]
    }

    /// Unpacks a message of a type that the caller expects.
    /// - Returns: the message; `nil` when the packed one is of another type.
    /// - Throws: ``DecodingError`` when it is of this type and malformed.
    public func unpack<Packed: Message>(as type: Packed.Type = Packed.self) throws(DecodingError) -> Packed? {
        messageName == Packed.fullName ? try Packed(decoding: value) : nil
    }
}
