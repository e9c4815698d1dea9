import CMongoc
import Synchronization

/// A checked connection string, with the defaults of this program where it leaves something open.
///
/// `@unchecked Sendable`: owns a `mongoc_uri_t`, which nobody changes once `init` has returned.
final class MongoURI: @unchecked Sendable {
    /// How long an operation looks for a usable server.
    private static let serverSelectionTimeout: Int32 = 5_000
    /// How long making a connection takes at most.
    private static let connectTimeout: Int32 = 5_000
    /// How long a server may be silent within an operation.
    private static let socketTimeout: Int32 = 60_000
    /// After how much idle time a connection is looked at before it is used.
    private static let socketCheckInterval: Int32 = 500

    let pointer: OpaquePointer
    /// The servers, `host:port`, or the name that DNS resolves to them.
    let servers: String
    /// Whether the text decides how far writes must have got when they are acknowledged.
    let hasWriteConcern: Bool

    /// - Throws: ``StoreError/invalid(_:)`` with libmongoc's words, without what could be a password.
    init(_ text: String) throws(StoreError) {
        guard !text.utf8.contains(0) else { throw Self.refusal("it contains U+0000", of: text) }
        var error = bson_error_t()
        var parsed: OpaquePointer?
        let complaints = MongoLibrary.complaints(while: { parsed = mongoc_uri_new_with_error(text, &error) })
        guard let parsed else { throw Self.refusal(String(cString: cmongoc_message(&error)), of: text) }
        if let complaint = complaints.first {
            mongoc_uri_destroy(parsed)
            throw Self.refusal(complaint, of: text)
        }
        pointer = parsed
        servers = Self.servers(of: parsed)
        hasWriteConcern = mongoc_uri_has_option(parsed, "w")
        for (option, milliseconds) in [
            (MONGOC_URI_SERVERSELECTIONTIMEOUTMS, Self.serverSelectionTimeout), (MONGOC_URI_CONNECTTIMEOUTMS, Self.connectTimeout),
            (MONGOC_URI_SOCKETTIMEOUTMS, Self.socketTimeout), (MONGOC_URI_SOCKETCHECKINTERVALMS, Self.socketCheckInterval),
        ] where !mongoc_uri_has_option(parsed, option) {
            mongoc_uri_set_option_as_int32(parsed, option, milliseconds)
        }
        if mongoc_uri_get_appname(parsed) == nil { mongoc_uri_set_appname(parsed, "generia-local") }
        guard mongoc_write_concern_is_acknowledged(mongoc_uri_get_write_concern(parsed)) else {
            throw Self.refusal("w=0 is not possible: writes must be acknowledged", of: text)
        }
        guard mongoc_read_prefs_get_mode(mongoc_uri_get_read_prefs_t(parsed)) == MONGOC_READ_PRIMARY else {
            throw Self.refusal("readPreference must be primary: other servers may lag behind acknowledged writes", of: text)
        }
    }

    deinit {
        mongoc_uri_destroy(pointer)
    }

    private static func servers(of uri: OpaquePointer) -> String {
        if let name = mongoc_uri_get_srv_hostname(uri) { return String(cString: name) }
        var names: [String] = []
        var host = mongoc_uri_get_hosts(uri)
        while let current = host {
            names.append(String(cString: cmongoc_host_and_port(current)))
            host = UnsafePointer(current.pointee.next)
        }
        return names.joined(separator: ",")
    }

    private static func refusal(_ words: String, of text: String) -> StoreError {
        .invalid(
            "the MongoDB URI is not usable: \(MongoSecrets(of: text).removed(from: words)) (accepted is "
                + "mongodb://[user:password@]host[:port][,host…]/[database][?option=value&…] or mongodb+srv://…, with characters such as "
                + "'@', ':' and '/' in the user and password percent-encoded)")
    }
}

/// What of a connection string must not be shown: everything from the scheme to the last `@`.
struct MongoSecrets {
    private let credentials: Substring

    init(of text: String) {
        var rest = text[...]
        if let scheme = text.firstRange(of: "://") { rest = text[scheme.upperBound...] }
        credentials = rest[..<(rest.lastIndex(of: "@") ?? rest.startIndex)]
    }

    /// The text with `…` for each word that is part of the credentials or contains their password.
    func removed(from words: String) -> String {
        guard !credentials.isEmpty else { return words }
        let password = credentials[(credentials.firstIndex(of: ":").map { credentials.index(after: $0) } ?? credentials.startIndex)...]
        let separators = " \"'`"
        var result = ""
        var word = ""
        for character in words + " " {
            guard separators.contains(character) else {
                word.append(character)
                continue
            }
            let isSecret = !word.isEmpty && (credentials.contains(word) || (!password.isEmpty && word.contains(password)))
            result += isSecret ? "…" : word
            result.append(character)
            word = ""
        }
        return String(result.dropLast())
    }
}
