/// Names of the generated Swift code.
enum SwiftNames {
    /// `CharacterAPI` for the package `generia.character`, `HealthAPI` for `grpc.health.v1`: the last part that is not a version; with the
    /// version `HealthV1API`.
    static func namespace(ofPackage package: String, withVersion: Bool = false) -> String {
        let name = package.split(separator: ".").map(String.init).last { !isVersion($0) } ?? "root"
        return Words(name).upperCamel + (withVersion ? version(ofPackage: package) : "") + "API"
    }

    /// `V1alpha` for `grpc.reflection.v1alpha`; empty for a package without a version.
    static func version(ofPackage package: String) -> String {
        package.split(separator: ".").map(String.init).last.flatMap { isVersion($0) ? Words($0).upperCamel : nil } ?? ""
    }

    private static func isVersion(_ part: String) -> Bool {
        part.first == "v" && part.dropFirst().first?.isNumber == true
    }

    /// A message or enumeration: its own name, unless Swift reserves it.
    static func type(_ name: String) -> String {
        reservedTypes.contains(name) ? name + "_" : name
    }

    /// A property of a message.
    static func property(_ field: String) -> String {
        member(Words(field).lowerCamel)
    }

    /// A method of a service.
    static func method(_ name: String) -> String {
        member(Words(name).lowerCamel)
    }

    /// The enumeration of a oneof; with a suffix when a nested type has the name already.
    static func oneofType(_ oneof: String, besides taken: Set<String>) -> String {
        let name = Words(oneof).upperCamel
        return taken.contains(name) || reservedTypes.contains(name) ? name + "Oneof" : name
    }

    /// The case of an enumeration's value: `MEDIA_TYPE_WORLD_HEADER` of `MediaType` is `worldHeader`.
    static func enumCase(_ value: String, of enumeration: String) -> String {
        let prefix = Words(enumeration).words
        let words = Words(value.uppercased() == value ? value.lowercased() : value).words
        var rest = words
        if words.count > prefix.count, Array(words.prefix(prefix.count)) == prefix, words[prefix.count].first?.isNumber != true {
            rest = Array(words.dropFirst(prefix.count))
        }
        return member(Words(rest.joined(separator: "_")).lowerCamel)
    }

    /// What the generated code itself declares in a message, and what Swift does not allow as a member even in backticks.
    private static let taken: Set<String> = [
        "unknownFields", "encodedSize", "encoded", "fullName", "write", "with", "hash", "hashValue", "unrecognized", "rawValue", "init",
        "self",
        "Type", "Protocol",
    ]

    private static let reservedTypes: Set<String> = ["Type", "Protocol", "Self", "Any"]

    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else", "enum",
        "extension",
        "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "inout", "internal", "is", "let", "nil",
        "operator",
        "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "static", "struct", "subscript", "super",
        "switch",
        "throw", "throws", "true", "try", "typealias", "var", "where", "while", "Any", "Self",
    ]

    private static func member(_ name: String) -> String {
        if taken.contains(name) { return name + "_" }
        return keywords.contains(name) ? "`\(name)`" : name
    }
}
