/// The formats in which image generators draw, told by how a file begins.
enum PictureFormat: String, Sendable, Hashable, CaseIterable {
    case png
    case jpeg
    case webp

    /// The format of a file; `nil` for what is none of them.
    init?(of file: [UInt8]) {
        if file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if file.starts(with: "RIFF".utf8), file.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }

    /// The media type: `image/png`, …
    var contentType: String { "image/\(rawValue)" }

    /// The ending of a file's name, with its dot.
    var fileExtension: String { self == .jpeg ? ".jpg" : ".\(rawValue)" }

    /// `name` with the ending of this format in the place of its own.
    func naming(_ name: String) -> String {
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return stem + fileExtension
    }
}
