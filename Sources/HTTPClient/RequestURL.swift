import CCurl

/// What the client needs to know of a URL, as libcurl's own parser sees it.
struct RequestURL {
    let isSecure: Bool
    let isLoopback: Bool

    /// - Throws: `HTTPClientError.invalidURL` when the text is not an absolute `http` or `https` URL.
    init(_ text: String) throws(HTTPClientError) {
        guard let handle = curl_url() else { throw .transport("no memory for a URL") }
        defer { curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS)
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }), curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle)?.lowercased(), scheme == "http" || scheme == "https",
            let host = Self.part(CURLUPART_HOST, of: handle)?.lowercased()
        else { throw .invalidURL(text) }
        isSecure = scheme == "https"
        isLoopback = host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "[::1]"
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
