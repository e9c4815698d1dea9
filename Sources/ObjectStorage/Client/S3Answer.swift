import Environments
import HTTPClient
import HTTPMessages

extension S3Error {
    /// The error that an answer of failure stands for: its XML, or what follows from the status when there is none.
    init(answer: HTTPClientResponse, isAboutBucket: Bool = false) {
        if let document = XMLElement(parsing: answer.body), document.name == "Error", let code = document["Code"]?.text {
            let known = ["Code", "Message"]
            let details = document.children.filter { !known.contains($0.name) && !$0.text.isEmpty }.map { Detail($0.name, $0.text) }
            self.init(code: code, message: document["Message"]?.text ?? code, status: answer.status, details: details)
            return
        }
        switch answer.status {
        case 403: self.init(code: "AccessDenied", message: "Access Denied.", status: 403)
        case 404 where isAboutBucket: self.init(code: "NoSuchBucket", message: "The specified bucket does not exist", status: 404)
        case 404: self.init(code: "NoSuchKey", message: "The specified key does not exist.", status: 404)
        case 412:
            self.init(code: "PreconditionFailed", message: "At least one of the pre-conditions you specified did not hold", status: 412)
        default:
            self.init(code: "UnexpectedAnswer", message: "The store answered with status \(answer.status).", status: answer.status)
        }
    }
}

/// One page of ListObjectsV2.
struct ListedPage: Sendable {
    let objects: [ObjectInfo]
    let nextToken: String?

    init(_ body: [UInt8]) throws(S3Error) {
        guard let document = XMLElement(parsing: body), document.name == "ListBucketResult" else {
            throw .internalError("The store's answer is not a listing.")
        }
        let isEncoded = document["EncodingType"]?.text == "url"
        var objects: [ObjectInfo] = []
        for entry in document.children(named: "Contents") {
            let sent = entry["Key"]?.text ?? ""
            guard let key = isEncoded ? PercentEncoding.decode(sent, plusIsSpace: true) : sent else {
                throw .internalError("A key in the store's listing is not percent-encoded UTF-8.")
            }
            objects.append(
                ObjectInfo(
                    key: key, size: entry["Size"].flatMap { Int($0.text) } ?? 0, etag: (entry["ETag"]?.text ?? "").filter { $0 != "\"" },
                    contentType: nil, lastModified: entry["LastModified"].flatMap { Timestamp(rfc3339: $0.text) }))
        }
        self.objects = objects
        nextToken = document["IsTruncated"]?.text == "true" ? document["NextContinuationToken"]?.text : nil
    }
}
