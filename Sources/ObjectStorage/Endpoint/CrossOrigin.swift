import HTTPServing

/// Lets pages of any origin use signed URLs, as the platform's store does: the signature is what protects, not the origin.
enum CrossOrigin {
    static func isPreflight(_ request: HTTPServerRequest) -> Bool {
        request.method == "OPTIONS" && request.headers.contains("Origin") && request.headers.contains("Access-Control-Request-Method")
    }

    static func addHeaders(to response: inout HTTPServerResponse, for request: HTTPServerRequest) {
        guard let origin = request.headers["Origin"] else { return }
        response.headers.add("Access-Control-Allow-Origin", origin)
        response.headers.add("Vary", "Origin")
        guard isPreflight(request) else {
            response.headers.add("Access-Control-Expose-Headers", "ETag, Content-Length, Content-Range, x-amz-request-id")
            return
        }
        response.headers.add("Access-Control-Allow-Methods", "GET, HEAD, PUT, POST, DELETE")
        if let wanted = request.headers["Access-Control-Request-Headers"] { response.headers.add("Access-Control-Allow-Headers", wanted) }
        response.headers.add("Access-Control-Max-Age", "3600")
    }
}
