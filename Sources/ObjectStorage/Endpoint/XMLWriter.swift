/// Writes an XML document of elements and text.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// The namespace of S3's documents.
    static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

    /// A document whose outermost element is `name`.
    static func document(_ name: String, namespace: String? = namespace, _ content: (inout XMLWriter) -> Void) -> String {
        var writer = XMLWriter()
        writer.text += namespace.map { "<\(name) xmlns=\"\($0)\">" } ?? "<\(name)>"
        content(&writer)
        writer.text += "</\(name)>"
        return writer.text
    }

    /// An element with elements inside.
    mutating func element(_ name: String, _ content: (inout XMLWriter) -> Void) {
        text += "<\(name)>"
        content(&self)
        text += "</\(name)>"
    }

    /// An element with text inside.
    mutating func element(_ name: String, _ value: String) {
        text += "<\(name)>"
        for scalar in value.unicodeScalars { append(scalar) }
        text += "</\(name)>"
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        // Parsers would turn a carriage return into a line feed; other control characters are not XML 1.0 in any form, and go out the way S3
        // sends them.
        case "\u{0}"..."\u{8}", "\u{b}"..."\u{1f}": text += "&#x\(String(scalar.value, radix: 16));"
        default: text.unicodeScalars.append(scalar)
        }
    }
}

extension XMLWriter {
    /// The checksum that is known of an object or a part, if any, and its kind.
    mutating func writeChecksum(of metadata: ObjectMetadata) {
        for algorithm in Checksum.Algorithm.allCases {
            if let value = metadata[header: algorithm.header] { element(algorithm.element, value) }
        }
        if let kind = metadata[header: Checksum.kindHeader] { element("ChecksumType", kind) }
    }
}
