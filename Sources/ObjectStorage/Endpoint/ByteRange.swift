/// The part of an object that a `Range` header asks for (RFC 9110, section 14.2).
enum ByteRange: Hashable {
    /// No range, or one that is not understood and therefore ignored: several ranges, other units, wrong syntax.
    case whole
    case part(Range<Int>)
    /// Nothing of it exists.
    case unsatisfiable

    init(_ header: String?, size: Int) {
        self = header.flatMap { Self.parse($0, size: size) } ?? .whole
    }

    private static func parse(_ header: String, size: Int) -> ByteRange? {
        let prefix = "bytes="
        guard header.lowercased().hasPrefix(prefix) else { return nil }
        let bounds = header.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        switch (bounds[0].isEmpty, bounds[1].isEmpty) {
        case (true, true): return nil
        case (true, false):
            let length = min(Int(bounds[1]) ?? .max, size)
            return length == 0 ? .unsatisfiable : .part(size - length..<size)
        case (false, let isOpen):
            let (first, last) = (Int(bounds[0]) ?? .max, isOpen ? .max : Int(bounds[1]) ?? .max)
            guard first <= last else { return nil }
            return first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
        }
    }
}
