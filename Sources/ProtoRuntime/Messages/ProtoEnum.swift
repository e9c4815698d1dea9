/// An enumeration of a proto file. Open: a number without a name is kept (proto3).
public protocol ProtoEnum: Sendable, Hashable {
    /// The value with this number, named or not.
    init(rawValue: Int32)

    /// The number on the wire.
    var rawValue: Int32 { get }
}

extension ProtoEnum {
    /// The value with number 0, which a field without a value has.
    public init() {
        self.init(rawValue: 0)
    }
}
