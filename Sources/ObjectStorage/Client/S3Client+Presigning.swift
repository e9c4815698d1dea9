import Environments

/// URLs that work without further rights. Nothing is asked of the store.
extension S3Client {
    /// A URL that stores an object by `PUT` (platform contract 2.4).
    /// - Parameters:
    ///   - key: 1…1024 bytes.
    ///   - seconds: the life of the URL, 1…604800.
    ///   - host: the endpoint that the user of the URL reaches; the first public one when `nil`.
    /// - Throws: `InvalidArgument` in the words of the platform's client library.
    public func presignedPut(key: String, expires seconds: Int, for host: S3Endpoint? = nil) throws(S3Error) -> String {
        try presigned("PUT", key: key, expires: seconds, extraQuery: [], for: host)
    }

    /// A URL that reads an object by `GET` (platform contract 2.4).
    /// - Parameters:
    ///   - key: 1…1024 bytes.
    ///   - seconds: the life of the URL, 1…604800.
    ///   - responseContentType: the media type of the answer in place of the stored one; `nil` or empty for that.
    ///   - host: the endpoint that the user of the URL reaches; the first public one when `nil`.
    /// - Throws: `InvalidArgument` in the words of the platform's client library.
    public func presignedGet(
        key: String, expires seconds: Int, responseContentType: String? = nil, for host: S3Endpoint? = nil
    ) throws(S3Error) -> String {
        let override = responseContentType.flatMap { $0.isEmpty ? nil : [("response-content-type", $0)] }
        return try presigned("GET", key: key, expires: seconds, extraQuery: override ?? [], for: host)
    }

    /// The public endpoint that a host belongs to: the one of the same host and port, else the one of the same host.
    /// - Parameter host: as in a `Host` header, the port may be missing.
    public func publicEndpoint(at host: String) -> S3Endpoint? {
        func name(_ host: String) -> Substring {
            host.hasSuffix("]") ? host[...] : host.prefix(upTo: host.lastIndex(of: ":") ?? host.endIndex)
        }
        let host = host.lowercased()
        return publicEndpoints.first { $0.host.lowercased() == host } ?? publicEndpoints.first { name($0.host.lowercased()) == name(host) }
    }

    private func presigned(
        _ method: String, key: String, expires seconds: Int, extraQuery: [(String, String)], for host: S3Endpoint?
    ) throws(S3Error) -> String {
        guard !key.isEmpty else { throw .invalidArgument("Object name cannot be empty") }
        guard key.utf8.count <= ObjectPath.maximumKeyLength else {
            throw .invalidArgument("Object name cannot be longer than \(ObjectPath.maximumKeyLength) characters")
        }
        guard seconds >= 1 else { throw .invalidArgument("Expires cannot be lesser than 1 second.") }
        guard seconds <= SigV4.maximumExpiry else { throw .invalidArgument("Expires cannot be greater than 7 days.") }
        let place = (host ?? publicEndpoint).with(knownRegion: knownRegion ?? S3Endpoint.defaultRegion)
        return signer.presignedURL(
            method: method, endpoint: place, key: key, expires: seconds, at: environment.now(), extraQuery: extraQuery)
    }
}
