import Glibc

/// What the program knows about where its text goes.
struct Terminal: Sendable, Hashable {
    /// Whether standard error is a terminal that understands cursor movements.
    var isInteractive: Bool
    var usesColor: Bool
    /// Whether it shows more than ASCII.
    var showsUnicode: Bool

    /// The properties of this process's standard error.
    static func current(color: ColorChoice, variable: (String) -> String?) -> Terminal {
        let isTerminal = isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb"
        let wantsColor =
            switch color {
            case .always: true
            case .never: false
            // https://no-color.org: any value but the empty one.
            case .auto: isTerminal && (variable("NO_COLOR") ?? "").isEmpty
            }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
        let encoding = locale.lowercased()
        return Terminal(
            isInteractive: isTerminal, usesColor: wantsColor,
            showsUnicode: encoding.hasSuffix("utf-8") || encoding.hasSuffix("utf8"))
    }

    /// The columns of the terminal at standard error; 80 when it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

/// The colours in use, by what they stand for.
enum Style: String, Sendable {
    case strong = "1"
    case faint = "2"
    case bad = "31"
    case good = "32"
    case accent = "36"

    /// `text` in this style when `terminal` has colours.
    func apply(_ text: String, _ terminal: Terminal) -> String {
        terminal.usesColor && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// Text of others on a terminal.
enum DisplayText {
    /// `text` without control characters, which could steer the terminal.
    /// - Parameter keepingLines: whether line feeds stay.
    static func printable(_ text: String, keepingLines: Bool = false) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) && !(keepingLines && $0 == "\n") ? " " : $0 }))
    }

    /// The beginning of `text` that fits into `columns`, marked when something is missing.
    static func fitted(_ text: String, to columns: Int) -> String {
        guard width(of: text) > columns else { return text }
        var result = ""
        var used = 0
        for character in text {
            let width = width(of: String(character))
            if used + width > columns - 1 { break }
            result.append(character)
            used += width
        }
        return columns > 0 ? result + "…" : ""
    }

    /// The beginning and the end of `text` that fit into `columns`, with a mark where something is missing: what went wrong comes last.
    static func abridged(_ text: String, to columns: Int) -> String {
        guard width(of: text) > columns else { return text }
        let beginning = fitted(text, to: columns / 2)
        var left = columns - width(of: beginning)
        let end = text.reversed().prefix { character in
            left -= width(of: String(character))
            return left >= 0
        }
        return beginning + String(end.reversed())
    }

    /// The columns that `text` takes.
    static func width(of text: String) -> Int {
        text.reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first else { return sum }
            return sum + (isWide(scalar) ? 2 : 1)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }

    /// East Asian wide characters and emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
