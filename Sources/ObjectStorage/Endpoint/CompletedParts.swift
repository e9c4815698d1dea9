import HTTPMessages
import Hashing

/// The parts that a client wants an object to be made of: the body of CompleteMultipartUpload, not yet compared with what was uploaded.
struct CompletedParts: Sendable {
    struct Part: Sendable {
        let number: Int
        /// The entity tag without its quotes.
        let tag: String
        /// The checksums that the client repeats, in Base64, by algorithm.
        let checksums: [Checksum.Algorithm: String]
    }

    let parts: [Part]

    /// - Throws: `MalformedXML` for a document that is no list of parts, `InvalidPartOrder`.
    init(_ document: XMLElement) throws(S3Error) {
        let elements = document.children(named: "Part")
        guard document.name == "CompleteMultipartUpload", (1...MultipartUpload.maximumPartNumber).contains(elements.count) else {
            throw .malformedXML
        }
        var parts: [Part] = []
        for element in elements {
            guard let number = element["PartNumber"].flatMap({ Int($0.text) }), let tag = element["ETag"]?.text else { throw .malformedXML }
            guard number > parts.last?.number ?? 0 else { throw .invalidPartOrder }
            var checksums: [Checksum.Algorithm: String] = [:]
            for algorithm in Checksum.Algorithm.allCases { checksums[algorithm] = element[algorithm.element]?.text }
            parts.append(Part(number: number, tag: tag.filter { $0 != "\"" }, checksums: checksums))
        }
        self.parts = parts
    }

    /// The entity tag of the object without its quotes.
    var tag: String {
        let digests = parts.flatMap { Self.bytes(ofHex: $0.tag) }
        return "\(Hashing.hex(Hashing.md5(digests)))-\(parts.count)"
    }

    private static func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.utf8.map { UInt8(truncatingIfNeeded: Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// What is known of the parts, each of them compared with what the client says of it.
    /// - Throws: `InvalidPart`, `EntityTooSmall`, `EntityTooLarge`, and the system's errors.
    func check(_ upload: MultipartUpload, in store: ObjectDirectory) throws -> [ObjectMetadata] {
        let found = try parts.map { try open($0, of: upload, in: store).metadata }
        for (part, metadata) in zip(parts, found).dropLast() where metadata.size < MultipartUpload.minimumPartSize {
            throw S3Error.entityTooSmall(metadata.size, part: part.number)
        }
        let size = found.reduce(0) { $0 + $1.size }
        guard size <= MultipartUpload.maximumObjectSize else {
            throw S3Error.entityTooLarge(maximum: MultipartUpload.maximumObjectSize, proposed: size)
        }
        return found
    }

    /// Adds the bytes of all parts to a file. One part is open at a time: there may be more of them than files that a process may open.
    /// - Throws: `InvalidPart` when a part was replaced in the meantime, and the system's errors.
    func append(to file: UnfinishedFile, _ upload: MultipartUpload, in store: ObjectDirectory) throws {
        for part in parts { try file.append(try open(part, of: upload, in: store)) }
    }

    private func open(_ part: Part, of upload: MultipartUpload, in store: ObjectDirectory) throws -> ObjectFile {
        guard let file = try store.part(part.number, of: upload.id), file.metadata.tag == part.tag.lowercased() else {
            throw S3Error.invalidPart(part.number, of: upload.id)
        }
        for (algorithm, value) in part.checksums where file.metadata[header: algorithm.header] ?? value != value {
            throw S3Error.invalidPart(part.number, of: upload.id)
        }
        return file
    }
}
