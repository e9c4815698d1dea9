import CMicrohttpd
import Glibc
import HTTPMessages
import Telemetry

/// Turns an answer into libmicrohttpd's form.
struct HTTPResponseBuilder {
    /// The request's method is `HEAD`: the size is announced and nothing is sent.
    let isHead: Bool
    let logger: Logger

    /// The library's response, which the caller destroys, and the status; a 500 when the answer's file cannot be read. `nil` when
    /// there is no memory.
    func build(_ response: HTTPServerResponse, exchange: HTTPExchange) -> (status: UInt32, response: OpaquePointer)? {
        if let content = content(of: response, exchange: exchange) {
            for field in response.headers where !isReserved(field) { add(field, to: content) }
            return ((200...599).contains(response.status) ? UInt32(response.status) : 500, content)
        }
        let failure = HTTPServerResponse.text("internal server error\n", status: 500)
        guard let content = content(of: failure, exchange: exchange) else { return nil }
        return (500, content)
    }

    private func content(of response: HTTPServerResponse, exchange: HTTPExchange) -> OpaquePointer? {
        if isHead {
            let size = response.headers["Content-Length"].flatMap { UInt64($0) } ?? announcedSize(of: response.body)
            return streamed(size: size, exchange)
        }
        switch response.body {
        case .empty: return MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                // The library copies: the pointer is not kept and not written to.
                MHD_create_response_from_buffer(buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let path, let offset, let length): return file(path, offset, length)
        case .stream(let stream): return streamed(size: stream.length.map { UInt64($0) } ?? cmhd_size_unknown, exchange)
        }
    }

    private func announcedSize(of body: HTTPResponseBody) -> UInt64 {
        switch body {
        case .empty: 0
        case .bytes(let bytes): UInt64(bytes.count)
        case .file(_, _, let length): UInt64(clamping: length)
        case .stream(let stream): stream.length.map { UInt64(clamping: $0) } ?? cmhd_size_unknown
        }
    }

    /// The exchange is retained until the library has done with the response.
    private func streamed(size: UInt64, _ exchange: HTTPExchange) -> OpaquePointer? {
        let reference = Unmanaged.passRetained(exchange)
        let response = MHD_create_response_from_callback(
            size, 32 * 1024, HTTPDaemonCallbacks.content, reference.toOpaque(), HTTPDaemonCallbacks.releaseExchange)
        if response == nil { reference.release() }
        return response
    }

    /// The library owns the descriptor once it has made a response of it.
    private func file(_ path: String, _ offset: Int, _ length: Int) -> OpaquePointer? {
        guard let start = UInt64(exactly: offset), let size = UInt64(exactly: length) else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            logger.error("a file to send cannot be opened", ["path": path, "error": String(cString: strerror(errno))])
            return nil
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, UInt64(clamping: status.st_size) >= start + size else {
            logger.error("a file to send is shorter than its answer says", ["path": path, "offset": offset, "length": length])
            close(descriptor)
            return nil
        }
        let response = MHD_create_response_from_fd_at_offset64(size, descriptor, start)
        if response == nil { close(descriptor) }
        return response
    }

    /// Fields that the library writes itself.
    private func isReserved(_ field: HTTPHeaders.Field) -> Bool {
        HTTPHeaders.areEqual(field.name, "Content-Length") || HTTPHeaders.areEqual(field.name, "Transfer-Encoding")
    }

    private func add(_ field: HTTPHeaders.Field, to response: OpaquePointer) {
        if MHD_add_response_header(response, field.name, field.value) != .YES {
            logger.warning("a response header was left out: its name or value is not allowed", ["name": field.name])
        }
    }
}
