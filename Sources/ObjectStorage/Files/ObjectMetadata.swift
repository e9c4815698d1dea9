import Environments

/// What is known of a stored object beside its bytes.
///
/// It is stored behind the bytes in the same file, so that one rename makes both appear together, whatever ends the process in between:
/// lines `name: value`, then a footer of fixed length that says how long the whole trailer is.
struct ObjectMetadata: Sendable, Hashable {
    /// The number of bytes of the object.
    var size: Int
    /// The entity tag without its quotes: the MD5 of the bytes in hexadecimal; for an object of parts the MD5 of their MD5s, a hyphen, and
    /// their number.
    var tag: String
    /// The SHA-256 of the bytes in hexadecimal; empty where nobody computed it.
    var sha256: String
    var lastModified: Timestamp
    /// The header fields that came with the upload and go out with each download, names in lower case: content type and its companions,
    /// `x-amz-meta-…`, `x-amz-checksum-…`.
    var headers: [Header]

    struct Header: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// The longest trailer that is read back. Header fields of a request stay far below it.
    static let maximumTrailerLength = 64 * 1024
    /// The length of the footer: eight hexadecimal digits and its mark.
    static let footerLength = 8 + footerMark.utf8.count
    private static let footerMark = " generia-object\n"

    var etag: String { "\"\(tag)\"" }

    /// The value of a header field given by its lower-case name.
    subscript(header name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The bytes that follow those of the object; `nil` when a header field has a line break or all of them are too long.
    var trailer: [UInt8]? {
        let fields = [
            Header(name: "size", value: String(size)), Header(name: "md5", value: tag), Header(name: "sha256", value: sha256),
            Header(name: "modified", value: String(lastModified.microseconds)),
        ]
        var text = "\n"
        for field in fields + headers {
            guard !field.name.utf8.contains(0x0a), !field.name.utf8.contains(UInt8(ascii: ":")), !field.value.utf8.contains(0x0a) else {
                return nil
            }
            text += "\(field.name): \(field.value)\n"
        }
        let length = text.utf8.count + Self.footerLength
        guard length <= Self.maximumTrailerLength else { return nil }
        let digits = String(length, radix: 16)
        text += String(repeating: "0", count: 8 - digits.utf8.count) + digits + Self.footerMark
        return Array(text.utf8)
    }

    /// The length of the trailer that ends with `footer`, itself included; `nil` when it is not the end of a stored object.
    static func trailerLength(footer: ArraySlice<UInt8>) -> Int? {
        guard footer.count == footerLength, footer.dropFirst(8).elementsEqual(footerMark.utf8),
            let length = Int(String(decoding: footer.prefix(8), as: UTF8.self), radix: 16),
            (footerLength...maximumTrailerLength).contains(length)
        else { return nil }
        return length
    }

    /// Reads a whole trailer, footer included; `nil` when it is damaged.
    init?(trailer: ArraySlice<UInt8>) {
        guard let text = String(validating: trailer.dropLast(Self.footerLength), as: UTF8.self) else { return nil }
        var fields: [Header] = []
        for line in text.utf8.split(separator: 0x0a) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[colon...].dropFirst(2)
            fields.append(Header(name: String(Substring(line[..<colon])), value: String(Substring(value))))
        }
        guard fields.count >= 4, let size = Int(fields[0].value), let modified = Int64(fields[3].value),
            fields.prefix(4).map(\.name) == ["size", "md5", "sha256", "modified"]
        else { return nil }
        self.init(
            size: size, tag: fields[1].value, sha256: fields[2].value, lastModified: Timestamp(microseconds: modified),
            headers: Array(fields.dropFirst(4)))
    }

    init(size: Int, tag: String, sha256: String, lastModified: Timestamp, headers: [Header]) {
        self.size = size
        self.tag = tag
        self.sha256 = sha256
        self.lastModified = lastModified
        self.headers = headers
    }
}
