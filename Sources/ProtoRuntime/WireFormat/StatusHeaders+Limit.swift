extension StatusHeaders {
    /// What is left of a response's headers or trailers when they are larger than the caller reads: the status alone.
    ///
    /// A success becomes RESOURCE_EXHAUSTED, because it would lack metadata that the caller may rely on.
    /// - Parameters:
    ///   - block: response headers, trailers, or both in one.
    ///   - limit: the largest header list that the caller reads.
    /// - Returns: a block that ends the response in the place of the large one; `nil` when even that would be too large.
    static func reduced(_ block: HeaderBlock, limit: Int) -> HeaderBlock? {
        guard case .list(let list) = block else { return nil }
        var reduced = HeaderList()
        var status: ArraySlice<UInt8> = ArraySlice("0".utf8)
        list.forEach { name, value in
            if name.elementsEqual(":status".utf8) || name.elementsEqual("content-type".utf8) {
                reduced.append(name: name, value: value)
            } else if name.elementsEqual("grpc-status".utf8) {
                status = value
            }
        }
        let isSuccess = status.elementsEqual("0".utf8)
        reduced.append("grpc-status", isSuccess ? "\(StatusCode.resourceExhausted.rawValue)" : String(decoding: status, as: UTF8.self))
        let text = "the response's header list of \(list.listSize) bytes is larger than the \(limit) that the caller reads"
        var explained = reduced
        explained.append(name: "grpc-message".utf8, value: PercentEncoding.encode(text))
        if explained.listSize <= limit { return .list(explained) }
        return reduced.listSize <= limit ? .list(reduced) : nil
    }
}
