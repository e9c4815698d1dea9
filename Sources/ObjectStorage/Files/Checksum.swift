/// The cyclic redundancy checks that S3 offers beside its digests (`x-amz-checksum-…`), over a body that arrives in pieces.
///
/// All are the reflected kind: polynomial with its bits reversed, all ones at the start, all bits inverted at the end.
struct Checksum: Sendable {
    enum Algorithm: String, Sendable, CaseIterable {
        case crc32
        case crc32c
        case crc64nvme

        /// The header or trailing field that carries the checksum in Base64.
        var header: String { "x-amz-checksum-\(rawValue)" }

        fileprivate var polynomial: UInt64 {
            switch self {
            case .crc32: 0xEDB8_8320
            case .crc32c: 0x82F6_3B78
            case .crc64nvme: 0x9A6C_9329_AC4B_C9B5
            }
        }

        fileprivate var width: Int { self == .crc64nvme ? 64 : 32 }
    }

    let algorithm: Algorithm
    private let table: [UInt64]
    private var state: UInt64

    init(_ algorithm: Algorithm) {
        self.algorithm = algorithm
        state = .max >> (64 - UInt64(algorithm.width))
        table = (0..<256).map { byte in
            (0..<8).reduce(UInt64(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ algorithm.polynomial : value >> 1 }
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        var state = state
        table.withUnsafeBufferPointer { table in
            for byte in bytes { state = table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
        }
        self.state = state
    }

    /// The checksum of everything so far, most significant byte first.
    var value: [UInt8] {
        let result = ~state
        return stride(from: algorithm.width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: result >> UInt64($0)) }
    }
}
