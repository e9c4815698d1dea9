import CCurl
import Glibc
import Synchronization

/// One request on its way through libcurl.
///
/// `@unchecked Sendable`: touched on the loop's thread only, but for what `gate` guards. libcurl
/// gets the transfer unretained as the context of callbacks; the engine keeps it alive while its easy handle is in use.
final class Transfer: @unchecked Sendable {
    private struct Gate {
        var continuation: UnsafeContinuation<Result<HTTPClientResponse, HTTPClientError>, Never>?
        /// How the transfer ended; perhaps before its caller waited, or before it started, when it was cancelled at once.
        var ending: Result<Void, HTTPClientError>?
    }

    /// The easy handle, once prepared and until the transfer has ended.
    private(set) var easy: UnsafeMutableRawPointer?
    private let request: HTTPClientRequest
    private let gate = Mutex(Gate())
    private var source: BodySource
    private var sink: BodySink
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var response = HTTPClientResponse(status: 0)
    private var isBodyStarted = false
    /// Whether anything was answered to the request as it was sent last.
    private var isAnswered = false
    private var received = 0
    /// Why a callback stopped the transfer.
    private var failure: HTTPClientError?

    init(_ request: HTTPClientRequest, downloadPath: String?) {
        self.request = request
        source = BodySource(request.body)
        sink = downloadPath.map(BodySink.init(path:)) ?? BodySink()
        errorText.pointee = 0
    }

    deinit {
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    // MARK: The caller's side

    /// Keeps the continuation until `finish`; false when the transfer has ended already, which the caller then knows.
    func begin(_ continuation: UnsafeContinuation<Result<HTTPClientResponse, HTTPClientError>, Never>) -> Bool {
        let ending = gate.withLock { gate in
            if gate.ending == nil { gate.continuation = continuation }
            return gate.ending
        }
        if case .failure(let error) = ending { continuation.resume(returning: .failure(error)) }
        return ending == nil
    }

    /// Whether there is nothing to start any more.
    var hasEnded: Bool { gate.withLock { $0.ending != nil } }

    /// Ends the transfer for the caller; the first call counts.
    func finish(_ result: Result<Void, HTTPClientError>) {
        let continuation = gate.withLock { gate in
            if gate.ending == nil { gate.ending = result }
            return gate.continuation.take()
        }
        guard let continuation else { return }
        easy = nil
        source.close()
        var result = result
        let written = sink.close(keeping: (try? result.get()) != nil)
        if case .success = result { result = written }
        response.body = sink.takeBytes()
        continuation.resume(returning: result.map { response })
    }

    // MARK: The engine's side

    /// Sets `easy` up for the request.
    func prepare(_ easy: UnsafeMutableRawPointer, authorities: CertificateAuthorities) throws(HTTPClientError) {
        let url = try RequestURL(request.url)
        try source.open()
        try sink.open()
        ccurl_prepare(
            easy, Unmanaged.passUnretained(self).toOpaque(), errorText, TransferCallbacks.header, TransferCallbacks.body,
            TransferCallbacks.read, TransferCallbacks.seek)
        ccurl_set_text(easy, CURLOPT_URL, request.url)
        // Proxies of the environment are for the outside world.
        if url.isLoopback { ccurl_set_text(easy, CURLOPT_NOPROXY, "*") }
        ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
        ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.maximumResponseSize))
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, request.followRedirects ? 1 : 0)
        if url.isSecure { ccurl_set_text(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https") }
        if let file = authorities.file { ccurl_set_text(easy, CURLOPT_CAINFO, file) }
        if let directory = authorities.directory { ccurl_set_text(easy, CURLOPT_CAPATH, directory) }
        prepareMethod(easy)
        try prepareHeaders(easy)
        self.easy = easy
    }

    private func prepareMethod(_ easy: UnsafeMutableRawPointer) {
        if request.method == "HEAD" {
            ccurl_set_long(easy, CURLOPT_NOBODY, 1)
        } else if let size = source.size ?? (["POST", "PUT", "PATCH"].contains(request.method) ? 0 : nil) {
            ccurl_set_long(easy, CURLOPT_UPLOAD, 1)
            ccurl_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(size))
            ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
        } else {
            ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func prepareHeaders(_ easy: UnsafeMutableRawPointer) throws(HTTPClientError) {
        var lines: [String] = []
        for field in request.headers {
            let isClean = !field.name.isEmpty && !field.name.utf8.contains { $0 <= 0x20 || $0 == 0x3A || $0 == 0x7F }
            guard isClean, !field.value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
                throw .invalidHeader(field.name)
            }
            // libcurl's notation for a field without a value; with a colon it would remove the field.
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // Otherwise large bodies wait a second for servers that do not know the expectation.
        if !request.headers.contains("Expect") { lines.append("Expect:") }
        for line in lines {
            guard let list = curl_slist_append(headerList, line) else { throw .transport("no memory for headers") }
            headerList = list
        }
        ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
    }

    /// 0 would mean no limit to libcurl.
    private func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(clamping: min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    /// Takes the status while the easy handle still has it.
    func collectResponse() {
        if let easy { response.status = ccurl_response_status(easy) }
    }

    /// What the transfer's end means to the caller.
    func result(of code: CURLcode) -> Result<Void, HTTPClientError> {
        if code == CURLE_OK { return .success(()) }
        if let failure { return .failure(failure) }
        let text = errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
        return .failure(HTTPClientError(code, text, limit: request.maximumResponseSize))
    }

    // MARK: Callbacks of libcurl

    /// A line of the header section, its line end included. A status line begins a new answer: after 100, or a redirect.
    func receiveHeader(_ line: UnsafeRawBufferPointer) {
        isAnswered = true
        guard !isBodyStarted else { return }
        if line.starts(with: "HTTP/".utf8) {
            response.headers = HTTPHeaders()
        } else if let colon = line.firstIndex(of: 0x3A) {
            response.headers.add(trimmed(line[..<colon]), trimmed(line[(colon + 1)...]))
        }
    }

    /// A part of the body; false stops the transfer.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if !isBodyStarted, let easy {
            isBodyStarted = true
            sink.reserve(min(Int(ccurl_announced_size(easy)), request.maximumResponseSize))
        }
        received += bytes.count
        guard received <= request.maximumResponseSize else {
            failure = .tooLarge(limit: request.maximumResponseSize)
            return false
        }
        do throws(HTTPClientError) {
            try sink.write(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Fills `buffer` with the next bytes to send; `nil` stops the transfer.
    func send(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        do throws(HTTPClientError) {
            return try source.read(into: buffer)
        } catch {
            failure = error
            return nil
        }
    }

    /// Goes back to `offset` of the body, for a request that is sent again: where an answer sends it elsewhere, and of libcurl's own accord
    /// when a connection that was kept ends without a word. What may have had an effect already is not for the latter (RFC 9110, 9.2.2).
    func rewind(to offset: Int) -> Bool {
        guard isAnswered || request.isIdempotent else {
            failure = .transport("the connection ended before an answer, and a \(request.method) is not sent twice")
            return false
        }
        isAnswered = false
        return source.seek(to: offset)
    }

    private func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var slice = bytes
        while let last = slice.last, last <= 0x20 { slice.removeLast() }
        while let first = slice.first, first <= 0x20 { slice.removeFirst() }
        return String(decoding: slice, as: UTF8.self)
    }
}
