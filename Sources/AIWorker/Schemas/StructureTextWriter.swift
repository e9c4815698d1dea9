/// Writes the structure text of a schema (generation flow 3.10): one line `name: description` per field, an object's fields one level (two
/// spaces) deeper, the fields of a list's elements two levels deeper with a dash before the first. Types are not named.
enum StructureTextWriter {
    static func text(of fields: [SchemaField]) -> String {
        var lines: [String] = []
        append(fields, to: &lines, indent: 0)
        return lines.joined(separator: "\n")
    }

    private static func append(_ fields: [SchemaField], to lines: inout [String], indent: Int) {
        for field in fields {
            lines.append("\(spaces(indent))\(field.name): \(field.description)")
            switch field.type {
            case .object(let schema): append(schema.fields, to: &lines, indent: indent + 2)
            case .objects(let schema):
                let first = lines.count
                append(schema.fields, to: &lines, indent: indent + 4)
                if lines.count > first { lines[first] = "\(spaces(indent + 2))- \(lines[first].dropFirst(indent + 4))" }
            case .string, .nullableString, .integer, .strings: break
            }
        }
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
