import CProtocPlugin

/// The comments that stand before declarations, by the path of the declaration (descriptor.proto, `SourceCodeInfo.Location`).
struct Comments {
    private var texts: [[Int32]: String] = [:]

    /// Invariant: `source` is part of an unpacked request; read here only.
    init(_ source: UnsafeMutablePointer<Google__Protobuf__SourceCodeInfo>?) {
        guard let source else { return }
        for location in cArray(source.pointee.location, source.pointee.n_location) {
            guard let comment = location.pointee.leading_comments else { continue }
            let path = [Int32](UnsafeBufferPointer(start: location.pointee.path, count: location.pointee.n_path))
            texts[path] = String(cString: comment)
        }
    }

    subscript(path: [Int32]) -> String? { texts[path] }
}
