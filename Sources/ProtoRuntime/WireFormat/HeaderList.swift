/// A list of header fields in one flat byte buffer: what a call has received besides the fields that the runtime reads itself, or what it
/// is about to send. Strings are made only when somebody asks for them.
struct HeaderList: Sendable, Hashable {
    private struct Field: Sendable, Hashable {
        var start: Int
        var nameEnd: Int
        var valueEnd: Int
    }

    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }

    mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        let nameEnd = bytes.count
        bytes.append(contentsOf: value)
        fields.append(Field(start: start, nameEnd: nameEnd, valueEnd: bytes.count))
    }

    mutating func append(_ name: String, _ value: String) {
        append(name: name.utf8, value: value.utf8)
    }

    /// Calls `body` with the bytes of each field in order.
    func forEach(_ body: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        for field in fields { body(bytes[field.start..<field.nameEnd], bytes[field.nameEnd..<field.valueEnd]) }
    }

    /// Calls `body` with each field as offsets into `base`, for handing the fields to C without a copy.
    func withUnsafeFields<Result>(
        _ body: (_ base: UnsafeBufferPointer<UInt8>, _ offsets: [(name: Range<Int>, value: Range<Int>)]) -> Result
    ) -> Result {
        let offsets = fields.map { (name: $0.start..<$0.nameEnd, value: $0.nameEnd..<$0.valueEnd) }
        return bytes.withUnsafeBufferPointer { body($0, offsets) }
    }
}
