import CCurl

extension HTTPClientError {
    /// What a result code of libcurl means; `text` is its own explanation.
    init(_ code: CURLcode, _ text: String, limit: Int) {
        switch code {
        case CURLE_URL_MALFORMAT: self = .invalidURL(text)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .unknownHost(text)
        case CURLE_COULDNT_CONNECT: self = .connectionFailed(text)
        case CURLE_OPERATION_TIMEDOUT: self = .timeout(text)
        case CURLE_FILESIZE_EXCEEDED: self = .tooLarge(limit: limit)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: self = .untrusted(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            self = .tlsFailed(text)
        default: self = .transport(text)
        }
    }
}
