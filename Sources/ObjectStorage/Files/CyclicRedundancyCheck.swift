/// A cyclic redundancy check of the reflected kind: polynomial with its bits reversed, all ones at the start, all bits inverted at the end.
struct CyclicRedundancyCheck: Sendable {
    struct Kind: Sendable, Hashable {
        let polynomial: UInt64
        /// The number of bits, 32 or 64.
        let width: Int

        static let crc32 = Kind(polynomial: 0xEDB8_8320, width: 32)
        static let crc32c = Kind(polynomial: 0x82F6_3B78, width: 32)
        static let crc64nvme = Kind(polynomial: 0x9A6C_9329_AC4B_C9B5, width: 64)
    }

    let kind: Kind
    private let table: [UInt64]
    private var state: UInt64

    init(_ kind: Kind) {
        self.kind = kind
        state = .max >> (64 - UInt64(kind.width))
        table = (0..<256).map { byte in
            (0..<8).reduce(UInt64(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ kind.polynomial : value >> 1 }
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        var state = state
        table.withUnsafeBufferPointer { table in
            for byte in bytes { state = table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
        }
        self.state = state
    }

    /// The check of everything so far, most significant byte first.
    var value: [UInt8] {
        Self.bytes(of: ~state, kind)
    }

    /// The check of two messages one after the other, from the check of each and the length of the second in bytes.
    ///
    /// Bytes of zero do to the register what a matrix over GF(2) does to a vector; its squares stand for 2, 4, 8… of them.
    static func combine(_ first: [UInt8], _ second: [UInt8], secondLength: Int, kind: Kind) -> [UInt8] {
        var register = first.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var operation = [kind.polynomial] + (0..<kind.width - 1).map { UInt64(1) << UInt64($0) }
        for _ in 0..<3 { operation = square(operation) }
        var remaining = secondLength
        while remaining > 0 {
            if remaining & 1 == 1 { register = apply(operation, to: register) }
            operation = square(operation)
            remaining >>= 1
        }
        return bytes(of: register ^ second.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, kind)
    }

    private static func apply(_ operation: [UInt64], to vector: UInt64) -> UInt64 {
        operation.enumerated().reduce(0) { vector >> UInt64($1.offset) & 1 == 1 ? $0 ^ $1.element : $0 }
    }

    private static func square(_ operation: [UInt64]) -> [UInt64] {
        operation.map { apply(operation, to: $0) }
    }

    private static func bytes(of value: UInt64, _ kind: Kind) -> [UInt8] {
        stride(from: kind.width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
    }
}
