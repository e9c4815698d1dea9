/// Key–value pairs that travel beside a call's messages: HTTP/2 header fields without those that gRPC uses itself.
///
/// Keys are lower-case letters, digits, `_`, `-` and `.`; those that end in `-bin` carry bytes, all others printable ASCII. Keys may repeat
/// and the order of equal keys is kept.
public struct Metadata: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// A value: text, or bytes under a key that ends in `-bin`.
    public enum Content: Sendable, Hashable {
        /// Printable ASCII, 0x20–0x7E.
        case text(String)
        /// Any bytes; base64 on the wire.
        case binary([UInt8])
    }

    /// One pair.
    public struct Entry: Sendable, Hashable {
        /// The key in lower case.
        public let key: String
        /// The value.
        public let value: Content
    }

    /// The pairs in order.
    public private(set) var entries: [Entry] = []

    /// No pairs.
    public init() {}

    /// Text pairs; invalid ones are left out, as by `add`.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { add(key, value) }
    }

    /// Whether there are no pairs.
    public var isEmpty: Bool { entries.isEmpty }

    /// The first text value under a key.
    public subscript(key: String) -> String? {
        for entry in entries where entry.key == key {
            if case .text(let text) = entry.value { return text }
        }
        return nil
    }

    /// All text values under a key.
    public func values(for key: String) -> [String] {
        entries.compactMap { entry in
            guard entry.key == key, case .text(let text) = entry.value else { return nil }
            return text
        }
    }

    /// All binary values under a key that ends in `-bin`.
    public func binaryValues(for key: String) -> [[UInt8]] {
        entries.compactMap { entry in
            guard entry.key == key, case .binary(let bytes) = entry.value else { return nil }
            return bytes
        }
    }

    /// Adds a text pair. Keys are lower-cased and outer blanks of the value removed; a pair that cannot travel (a reserved or malformed
    /// key, a value that is not printable ASCII) is left out.
    /// - Returns: whether the pair was added.
    @discardableResult
    public mutating func add(_ key: String, _ value: String) -> Bool {
        let key = key.lowercased()
        guard Self.isUserKey(key), !key.hasSuffix("-bin"), let value = Self.text(value.utf8) else { return false }
        entries.append(Entry(key: key, value: .text(value)))
        return true
    }

    /// Adds a binary pair; the key must end in `-bin`.
    /// - Returns: whether the pair was added.
    @discardableResult
    public mutating func addBinary(_ key: String, _ bytes: [UInt8]) -> Bool {
        let key = key.lowercased()
        guard Self.isUserKey(key), key.hasSuffix("-bin") else { return false }
        entries.append(Entry(key: key, value: .binary(bytes)))
        return true
    }

    /// Adds all pairs of `other`.
    public mutating func add(_ other: Metadata) {
        entries.append(contentsOf: other.entries)
    }

    /// Removes all pairs under a key.
    public mutating func remove(_ key: String) {
        entries.removeAll { $0.key == key }
    }

    /// Whether users may set a key: the right characters, and not one of gRPC's or HTTP/2's own (gRPC over HTTP/2, "Custom-Metadata";
    /// RFC 9113, section 8.2.2). Of gRPC's keys only the one with which a server tells when to try again (gRFC A6) is for users.
    static func isUserKey(_ key: String) -> Bool {
        guard !key.isEmpty, !reservedKeys.contains(key), !key.hasPrefix("grpc-") || key == "grpc-retry-pushback-ms" else { return false }
        return key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
    }

    private static let reservedKeys: Set<String> = [
        "te", "content-type", "content-length", "user-agent", "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding",
        "upgrade",
    ]

    /// A text value without its outer blanks, which HTTP/2 does not allow (RFC 9113, section 8.2.1); `nil` when it is not printable ASCII.
    private static func text(_ value: some BidirectionalCollection<UInt8>) -> String? {
        guard value.allSatisfy({ $0 >= 0x20 && $0 <= 0x7E }) else { return nil }
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
        let start = value.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }
        return String(decoding: end.map { start[...$0] } ?? start, as: UTF8.self)
    }
}

// MARK: - On the wire

extension Metadata {
    /// Reads received fields. A `-bin` value that is a comma-separated list counts as several values. Text that HTTP allows and gRPC does
    /// not is left out (gRPC over HTTP/2, "Custom-Metadata").
    /// - Returns: `nil` when a `-bin` value is not base64.
    init?(_ list: HeaderList) {
        var entries: [Entry] = []
        var isValid = true
        list.forEach { name, value in
            let key = String(decoding: name, as: UTF8.self)
            if key.hasSuffix("-bin") {
                for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                    guard let text = Self.text(part), let bytes = Base64.decode(text.utf8) else {
                        isValid = false
                        return
                    }
                    entries.append(Entry(key: key, value: .binary(bytes)))
                }
            } else if let text = Self.text(value) {
                entries.append(Entry(key: key, value: .text(text)))
            }
        }
        guard isValid else { return nil }
        self.entries = entries
    }

    /// Appends the pairs as header fields. Those that only the runtime may set, which received metadata can hold, are left out.
    func append(to list: inout HeaderList) {
        for entry in entries where Self.isUserKey(entry.key) {
            switch entry.value {
            case .text(let text): list.append(name: entry.key.utf8, value: text.utf8)
            case .binary(let bytes): list.append(name: entry.key.utf8, value: Base64.encode(bytes))
            }
        }
    }
}
