extension String {
    /// The text of a C string; empty for a field that is not set.
    init(c text: UnsafeMutablePointer<CChar>?) {
        self = text.map { String(cString: $0) } ?? ""
    }
}

/// The elements of a repeated field of protobuf-c.
///
/// Invariant: `start` and `count` come from one unpacked message.
func cArray<Element>(
    _ start: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>?, _ count: Int
) -> [UnsafeMutablePointer<Element>] {
    UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).compactMap { $0 }
}
