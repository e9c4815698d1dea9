import HTTPMessages

/// Where an object of a given key lies below its bucket's directory, and back.
///
/// A key is any UTF-8 text of 1…1024 bytes and means nothing as a path; a path has to stay inside the bucket, and be one that a file system can
/// hold. Most keys stand as they are (`world/character/avatars/id.png`). Three things differ, each marked by a percent sign, which a key's own
/// percent sign (written `%25`) cannot be confused with:
///
/// * Bytes that are dangerous or unreadable in names become `%XX`; so does the dot that begins `.` and `..`. An empty component is `%`.
/// * Files and directories never have the same name, so that `a` and `a/b` can both exist: a file without an extension gets `%file`, a directory
///   that looks like a file with an extension gets `%dir`.
/// * A component too long for a name goes on in a directory below, marked `%more`.
enum ObjectPath {
    /// The longest key in bytes.
    static let maximumKeyLength = 1024
    /// The longest piece of a component in one name; with a mark it stays below the 255 bytes that Linux allows.
    private static let maximumPieceLength = 240

    private enum Mark {
        static let empty = "%"
        static let file = "%file"
        static let directory = "%dir"
        static let more = "%more"
    }

    /// The path of `key` below the bucket's directory; it has no empty, `.` or `..` component.
    static func path(of key: String) -> String {
        names(of: key).joined(separator: "/")
    }

    /// The names of the directories on the way to the object of `key`, and of its file.
    static func names(of key: String) -> [String] {
        let components = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return components.enumerated().flatMap { names(of: $1, isFile: $0 == components.count - 1) }
    }

    /// The path of the directory that holds everything whose key begins with `prefix` up to its last slash.
    static func directory(ofPrefix prefix: String) -> String {
        let components = prefix.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
        return components.flatMap { names(of: $0, isFile: false) }.joined(separator: "/")
    }

    /// The key whose path is `path`; `nil` when no key has that path.
    static func key(of path: String) -> String? {
        var key = ""
        let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, name) in names.enumerated() {
            let isFile = index == names.count - 1
            var piece = Substring(name)
            var endsComponent = !isFile
            if isFile {
                piece.dropSuffix(Mark.file)
            } else if piece.utf8.elementsEqual(Mark.empty.utf8) {
                piece = ""
            } else if piece.dropSuffix(Mark.more) {
                endsComponent = false
            } else {
                piece.dropSuffix(Mark.directory)
            }
            guard let text = PercentEncoding.decode(piece) else { return nil }
            key += text
            if endsComponent { key += "/" }
        }
        // Whatever was put there by hand in another spelling is not an object.
        return self.path(of: key).utf8.elementsEqual(path.utf8) ? key : nil
    }

    private static func names(of component: Substring.UTF8View.SubSequence, isFile: Bool) -> [String] {
        var pieces = self.pieces(of: component)
        let last = pieces.removeLast()
        return pieces.map { $0 + Mark.more } + [marked(last, isFile: isFile)]
    }

    private static func marked(_ name: String, isFile: Bool) -> String {
        switch (isFile, looksLikeFile(name)) {
        case (true, true): name
        case (true, false): name + Mark.file
        case (false, true): name + Mark.directory
        case (false, false): name.isEmpty ? Mark.empty : name
        }
    }

    /// Whether a name ends with an extension: a dot and 1…8 letters or digits.
    private static func looksLikeFile(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let suffix = name.utf8[dot...].dropFirst()
        return (1...8).contains(suffix.count)
            && suffix.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }
    }

    /// The escaped component, cut between characters into pieces that fit a name.
    private static func pieces(of component: Substring.UTF8View.SubSequence) -> [String] {
        let escapesFirstDot = component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8)
        var pieces: [String] = []
        var piece = ""
        for (offset, scalar) in Substring(component).unicodeScalars.enumerated() {
            let name = offset == 0 && escapesFirstDot ? "%2E" : mustEscape(scalar) ? PercentEncoding.encode(String(scalar)) : String(scalar)
            if piece.utf8.count + name.utf8.count > maximumPieceLength {
                pieces.append(piece)
                piece = ""
            }
            piece += name
        }
        return pieces + [piece]
    }

    /// Control characters, the mark itself, and what shells and other systems trip over.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{200b}"..."\u{200f}", "\u{2028}"..."\u{202e}", "\u{feff}": true
        case "%", "\\", "\"", "*", "?", "<", ">", "|", ":": true
        default: false
        }
    }
}

extension Substring {
    /// Removes `suffix` from the end; says whether it was there.
    @discardableResult
    fileprivate mutating func dropSuffix(_ suffix: String) -> Bool {
        guard utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else { return false }
        self = Substring(utf8.dropLast(suffix.utf8.count))
        return true
    }
}
