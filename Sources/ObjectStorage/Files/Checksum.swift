import Hashing

/// The checksums that S3 offers beside its digests (`x-amz-checksum-…`), over a body that arrives in pieces.
struct Checksum: Sendable {
    enum Algorithm: String, Sendable, CaseIterable {
        case crc32
        case crc32c
        case crc64nvme
        case sha1
        case sha256

        /// The header or trailing field that carries the checksum in Base64.
        var header: String { "x-amz-checksum-\(rawValue)" }
        /// The algorithm's name in header fields.
        var name: String { rawValue.uppercased() }
        /// The element that carries the checksum in XML.
        var element: String { "Checksum\(name)" }

        /// What kind of check it is; `nil` for the digests.
        fileprivate var cyclicKind: CyclicRedundancyCheck.Kind? {
            switch self {
            case .crc32: .crc32
            case .crc32c: .crc32c
            case .crc64nvme: .crc64nvme
            case .sha1, .sha256: nil
            }
        }

        /// How the checksum of an object of parts comes about unless the client says it.
        var usualKind: Kind { self == .crc64nvme ? .fullObject : .composite }

        func allows(_ kind: Kind) -> Bool {
            kind == .fullObject ? cyclicKind != nil : self != .crc64nvme
        }
    }

    /// What the checksum of an object of parts covers.
    enum Kind: String, Sendable {
        /// The checksums of the parts.
        case composite = "COMPOSITE"
        /// The bytes of the object.
        case fullObject = "FULL_OBJECT"
    }

    private enum State {
        case cyclic(CyclicRedundancyCheck)
        case sha1(IncrementalSHA1)
        case sha256(IncrementalSHA256)
    }

    /// The header field beside a checksum that says its kind.
    static let kindHeader = "x-amz-checksum-type"

    let algorithm: Algorithm
    private var state: State

    init(_ algorithm: Algorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .crc32: state = .cyclic(CyclicRedundancyCheck(.crc32))
        case .crc32c: state = .cyclic(CyclicRedundancyCheck(.crc32c))
        case .crc64nvme: state = .cyclic(CyclicRedundancyCheck(.crc64nvme))
        case .sha1: state = .sha1(IncrementalSHA1())
        case .sha256: state = .sha256(IncrementalSHA256())
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        switch state {
        case .cyclic(var check):
            check.update(bytes)
            state = .cyclic(check)
        case .sha1(var digest):
            digest.update(bytes)
            state = .sha1(digest)
        case .sha256(var digest):
            digest.update(bytes)
            state = .sha256(digest)
        }
    }

    /// The checksum of everything so far, most significant byte first.
    var value: [UInt8] {
        switch state {
        case .cyclic(let check): return check.value
        case .sha1(var digest): return digest.finalize()
        case .sha256(var digest): return digest.finalize()
        }
    }

    /// The checksum in Base64 of an object of parts, with the number of parts behind it when it is composite; `nil` for a kind that the
    /// algorithm does not allow.
    static func ofParts(_ parts: [(checksum: [UInt8], size: Int)], _ algorithm: Algorithm, _ kind: Kind) -> String? {
        switch kind {
        case .composite:
            var checksum = Checksum(algorithm)
            checksum.update(parts.flatMap(\.checksum))
            return "\(Base64.encode(checksum.value))-\(parts.count)"
        case .fullObject:
            guard let cyclicKind = algorithm.cyclicKind, let first = parts.first else { return nil }
            let whole = parts.dropFirst().reduce(first.checksum) {
                CyclicRedundancyCheck.combine($0, $1.checksum, secondLength: $1.size, kind: cyclicKind)
            }
            return Base64.encode(whole)
        }
    }
}
