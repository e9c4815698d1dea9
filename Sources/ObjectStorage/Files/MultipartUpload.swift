import Environments
import HTTPMessages

/// What a multipart upload was begun with. Its parts are kept until they are put together or given up.
struct MultipartUpload: Sendable, Hashable {
    let id: String
    let bucket: String
    let key: String
    let started: Timestamp
    /// The checksum that each part has, when the client wants one.
    let checksum: Checksum.Algorithm?
    let checksumKind: Checksum.Kind
    /// The header fields that are kept with the object, names in lower case.
    let headers: [ObjectMetadata.Header]

    /// The largest number of a part; the smallest is 1.
    static let maximumPartNumber = 10_000
    /// The least size in bytes of all parts but the last.
    static let minimumPartSize = 5 * 1024 * 1024
    /// The largest object that parts may make, in bytes.
    static let maximumObjectSize = 5 * 1024 * 1024 * 1024 * 1024
    /// How long an upload may take; older ones are removed when the store is opened.
    static let life: Duration = .seconds(7 * 24 * 3600)

    /// An identifier: the time and something random, in hexadecimal, so that the order of identifiers is the order of time.
    static func makeID(at time: Timestamp, random: Identifier) -> String {
        let digits = String(UInt64(bitPattern: time.microseconds), radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + random.hex.prefix(16)
    }

    /// Whether `text` has the form of an identifier, and therefore can be the name of a directory.
    static func isID(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}

extension MultipartUpload {
    private enum Field {
        static let bucket = "upload-bucket"
        static let key = "upload-key"
        static let checksum = "upload-checksum"
        static let checksumKind = "upload-checksum-type"
    }

    /// The form in which an upload is kept: an object without bytes.
    var description: ObjectMetadata {
        let own = [
            (Field.bucket, bucket), (Field.key, PercentEncoding.encode(key)), (Field.checksum, checksum?.rawValue ?? ""),
            (Field.checksumKind, checksumKind.rawValue),
        ]
        return ObjectMetadata(
            size: 0, tag: "", sha256: "", lastModified: started,
            headers: own.map { ObjectMetadata.Header(name: $0.0, value: $0.1) } + headers)
    }

    /// Reads a description; `nil` when it is none.
    init?(id: String, description: ObjectMetadata) {
        guard let bucket = description[header: Field.bucket],
            let key = description[header: Field.key].flatMap({ PercentEncoding.decode($0) }),
            let checksum = description[header: Field.checksum],
            let kind = description[header: Field.checksumKind].flatMap(Checksum.Kind.init)
        else { return nil }
        self.init(
            id: id, bucket: bucket, key: key, started: description.lastModified, checksum: Checksum.Algorithm(rawValue: checksum),
            checksumKind: kind, headers: description.headers.filter { !$0.name.hasPrefix("upload-") })
    }
}
