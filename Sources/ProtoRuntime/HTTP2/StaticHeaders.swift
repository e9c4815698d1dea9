import CNghttp2

/// A block of header fields that never changes, laid out once for nghttp2, which then neither copies nor frees it.
///
/// `@unchecked Sendable`: the memory is written in `init` and only read afterwards; it is never freed, because blocks are constants of
/// the process and frames that still refer to them may be in any connection's queue.
struct StaticHeaders: @unchecked Sendable {
    let fields: UnsafeMutablePointer<nghttp2_nv>
    let count: Int
    /// The size that counts against SETTINGS_MAX_HEADER_LIST_SIZE (RFC 9113, section 6.5.2).
    let listSize: Int

    init(_ list: [(name: String, value: String)]) {
        fields = .allocate(capacity: list.count)
        count = list.count
        listSize = list.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
        for (index, field) in list.enumerated() {
            let name = Self.immortal(field.name)
            let value = Self.immortal(field.value)
            let flags = UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)
            fields.advanced(by: index).initialize(
                to: nghttp2_nv(name: name, value: value, namelen: field.name.utf8.count, valuelen: field.value.utf8.count, flags: flags))
        }
    }

    private static func immortal(_ text: String) -> UnsafeMutablePointer<UInt8> {
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
        for (index, byte) in text.utf8.enumerated() { bytes[index] = byte }
        return bytes
    }
}

/// The fields of a HEADERS frame to send.
enum HeaderBlock {
    case constant(StaticHeaders)
    case list(HeaderList)

    /// The size that counts against SETTINGS_MAX_HEADER_LIST_SIZE (RFC 9113, section 6.5.2).
    var listSize: Int {
        switch self {
        case .constant(let headers): headers.listSize
        case .list(let list): list.listSize
        }
    }

    /// Lays the fields out for nghttp2, which copies what is not constant.
    func withFields<Result>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result) -> Result {
        switch self {
        case .constant(let headers):
            return body(headers.fields, headers.count)
        case .list(let list):
            return list.withUnsafeFields { base, offsets in
                guard let start = base.baseAddress else { return body(nil, 0) }
                // nghttp2 declares the fields mutable but does not write to them.
                let bytes = UnsafeMutablePointer(mutating: start)
                let fields = offsets.map { name, value in
                    nghttp2_nv(
                        name: bytes + name.lowerBound, value: bytes + value.lowerBound, namelen: name.count, valuelen: value.count,
                        flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
                }
                return fields.withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
            }
        }
    }
}
