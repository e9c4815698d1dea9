/// The errors of multipart uploads, from the same list.
extension S3Error {
    static func noSuchUpload(_ id: String) -> S3Error {
        S3Error(
            code: "NoSuchUpload",
            message: "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            status: 404, details: [Detail("UploadId", id)])
    }

    static func invalidPart(_ number: Int, of id: String) -> S3Error {
        S3Error(
            code: "InvalidPart",
            message:
                "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag "
                + "may not match the part's entity tag.",
            status: 400, details: [Detail("UploadId", id), Detail("PartNumber", String(number))])
    }

    static let invalidPartOrder = S3Error(
        code: "InvalidPartOrder",
        message: "The list of parts was not in ascending order. Parts must be ordered by part number.", status: 400)

    static func entityTooSmall(_ size: Int, part number: Int) -> S3Error {
        S3Error(
            code: "EntityTooSmall", message: "Your proposed upload is smaller than the minimum allowed size", status: 400,
            details: [
                Detail("ProposedSize", String(size)), Detail("MinSizeAllowed", String(MultipartUpload.minimumPartSize)),
                Detail("PartNumber", String(number)),
            ])
    }

    static func checksumMismatch(expected: Checksum.Algorithm?, actual: Checksum.Algorithm) -> S3Error {
        .invalidRequest(
            "Checksum Type mismatch occurred, expected checksum Type: \(expected?.rawValue ?? "null"), actual checksum Type: \(actual.rawValue)"
        )
    }
}
