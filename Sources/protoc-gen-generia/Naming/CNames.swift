/// The names that protoc-gen-c gives to what it generates (protobuf-c 1.4, `protoc-c/c_helpers.cc`).
enum CNames {
    /// `Generia__Character__CharacterList` for `generia.character.CharacterList`.
    static func type(_ fullName: String) -> String {
        fullName.split(separator: ".").map(camel).joined(separator: "__")
    }

    /// `generia__character__character_list__descriptor`.
    static func descriptor(_ fullName: String) -> String {
        fullName.split(separator: ".").map(lower).joined(separator: "__") + "__descriptor"
    }

    /// Our own function that returns the address of a descriptor, which Swift cannot take itself.
    static func accessor(_ fullName: String) -> String {
        fullName.split(separator: ".").joined(separator: "_") + "_descriptor"
    }

    /// The member of a field in the structure.
    static func member(_ field: String) -> String {
        field.lowercased()
    }

    /// The name under which protoc-gen-c gets a field: its own, or one with a suffix where C, Swift or the structure has the name already.
    static func safe(_ field: String) -> String {
        reserved.contains(field.lowercased()) ? field + "_field" : field
    }

    private static let reserved: Set<String> = [
        "base", "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
        "const", "continue", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for",
        "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "not", "operator", "or", "private", "protected",
        "public", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw",
        "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor", "as",
        "defer", "deinit", "extension", "fallthrough", "fileprivate", "func", "guard", "import", "in", "init", "inout", "internal", "is",
        "let",
        "nil", "protocol", "repeat", "rethrows", "self", "subscript", "super", "throws", "typealias", "var", "where", "any", "type",
    ]

    private static func camel(_ part: Substring) -> String {
        part.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// An underscore goes before a capital that does not follow a capital.
    private static func lower(_ part: Substring) -> String {
        var result = ""
        var afterCapital = true
        for character in part {
            if character.isUppercase && !afterCapital { result += "_" }
            result += character.lowercased()
            afterCapital = character.isUppercase
        }
        return result
    }
}
