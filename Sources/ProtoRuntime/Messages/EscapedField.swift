/// Field numbers that protobuf-c can read but a proto file cannot declare (31 and 30 bits instead of 29). They carry what
/// protobuf-c would refuse through it as unknown fields; ``Unpacked`` takes the marks off again.
enum EscapedField {
    /// A field whose wire type is not that of the proto file.
    static let mismatched: UInt32 = 1 << 29
    /// A group: its value is what follows the begin tag, end tag included, as length-delimited bytes.
    static let group: UInt32 = 1 << 30
}
