import HTTPServing

/// Requests whose body is XML.
extension EmbeddedS3 {
    /// The largest XML document in bytes that is read.
    private static let maximumDocument = 8 * 1024 * 1024

    /// A request's XML, checked as an upload is.
    /// - Parameter checksumsIgnored: whether `x-amz-checksum-…` fields are about something else than the document.
    func readDocument(_ request: S3Request, checksumsIgnored: Bool = false) async throws(S3Error) -> XMLElement {
        let plan = try UploadPlan(request, maximumSize: Self.maximumDocument, checksumsIgnored: checksumsIgnored)
        var reader = UploadReader(request.body, plan: plan, pieceSize: Self.maximumDocument + 1)
        let bytes = try await reader.next()
        try plan.check(size: bytes.count, digests: ObjectDigests(of: bytes, checksum: plan.checksum?.algorithm), trailer: reader.trailer)
        guard let document = XMLElement(parsing: bytes) else { throw .malformedXML }
        return document
    }
}
