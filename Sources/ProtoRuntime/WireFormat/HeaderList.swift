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

    /// Empties the list, which keeps its memory unless that is unusually much.
    mutating func removeAll() {
        let isUsual = bytes.count <= Self.usualSize
        bytes.removeAll(keepingCapacity: isUsual)
        fields.removeAll(keepingCapacity: isUsual)
    }

    /// The bytes of all names and values that requests usually have at most.
    static let usualSize = 16 << 10

    /// The bytes of all names and values.
    var byteCount: Int { bytes.count }

    /// The size that counts against SETTINGS_MAX_HEADER_LIST_SIZE (RFC 9113, section 6.5.2).
    var listSize: Int { bytes.count + 32 * fields.count }

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
