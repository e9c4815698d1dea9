import HTTPServing

extension HTTPServerResponse {
    static func xml(_ text: String, status: Int = 200) -> HTTPServerResponse {
        .bytes(Array(text.utf8), contentType: "application/xml", status: status)
    }
}

extension S3Error {
    /// The XML answer; without content for `HEAD` and where HTTP forbids it.
    func response(to request: HTTPServerRequest, requestID: String) -> HTTPServerResponse {
        var response = HTTPServerResponse(status: status)
        if status == 405 { response.headers.add("Allow", "GET, HEAD, PUT, POST, DELETE") }
        if code == "InvalidRange", let size = details.first(where: { $0.name == "ActualObjectSize" }) {
            response.headers.add("Content-Range", "bytes */\(size.value)")
        }
        guard request.method != "HEAD" else { return response }
        let document = XMLWriter.document("Error", namespace: nil) { xml in
            xml.element("Code", code)
            xml.element("Message", message)
            for detail in details { xml.element(detail.name, detail.value) }
            xml.element("Resource", request.rawPath)
            xml.element("RequestId", requestID)
        }
        response.headers.add("Content-Type", "application/xml")
        response.body = .bytes(Array(document.utf8))
        return response
    }
}
