import ObjectStorage

/// What MediaService needs of the object storage that holds the files. Failures are in the words of the platform's storage client, because
/// callers get to see them.
public protocol ObjectStore: Sendable {
    /// A URL that lets whoever has it store the object by HTTP PUT. Nothing is asked of the network.
    /// - Parameters:
    ///   - key: the object's name, 1…1024 bytes.
    ///   - host: the host, perhaps with a port, under which who follows the URL reaches the platform; it chooses among several addresses of
    ///     the storage. `nil` or one that is none of theirs for the first.
    ///   - seconds: how long the URL is valid, 1…604800.
    func uploadURL(for key: String, at host: String?, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String

    /// A URL that lets whoever has it read the object by HTTP GET. Nothing is asked of the network.
    /// - Parameters:
    ///   - key: the object's name, 1…1024 bytes.
    ///   - host: as for an upload.
    ///   - contentType: the content type of the answer; empty for the one that came with the upload.
    ///   - seconds: how long the URL is valid, 1…604800.
    func downloadURL(for key: String, at host: String?, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String

    /// Makes sure that the object is there.
    /// - Throws: ``ObjectStoreFailure`` of the kind `missing` when it is not.
    func verify(_ key: String) async throws(ObjectStoreFailure) -> UploadedObject

    /// The bytes of an object.
    /// - Parameters:
    ///   - key: the object's name, 1…1024 bytes.
    ///   - maximumSize: larger objects fail.
    func read(_ key: String, maximumSize: Int) async throws(ObjectStoreFailure) -> [UInt8]

    /// Stores an object, replacing the one of this name at once.
    /// - Parameters:
    ///   - bytes: what is stored.
    ///   - key: the object's name, 1…1024 bytes.
    ///   - contentType: the object's content type.
    func write(_ bytes: [UInt8], to key: String, contentType: String) async throws(ObjectStoreFailure)
}

/// What the storage says about an object.
public struct UploadedObject: Sendable, Hashable {
    /// The number of bytes.
    public let size: Int
    /// Changes with the bytes: the entity tag.
    public let version: String

    /// A description of its parts.
    public init(size: Int, version: String) {
        self.size = size
        self.version = version
    }
}

/// Why the object storage did not do something.
public struct ObjectStoreFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What lies behind a failure.
    public enum Kind: Sendable, Hashable {
        /// There is no such object.
        case missing
        /// The request can never be fulfilled.
        case invalid
        /// The storage cannot be reached or is overloaded; later the same may succeed.
        case unavailable
        /// Anything else, such as refused access.
        case other
    }

    /// The storage's own words.
    public let description: String
    /// What lies behind it.
    public let kind: Kind

    /// - Parameters:
    ///   - description: the storage's own words.
    ///   - kind: what lies behind it.
    public init(_ description: String, kind: Kind = .other) {
        self.description = description
        self.kind = kind
    }

    /// A failure of S3.
    init(_ error: S3Error) {
        let kind: Kind =
            switch error.code {
            case "NoSuchKey": .missing
            case "InvalidArgument", "KeyTooLongError": .invalid
            case _ where error.isTransient: .unavailable
            default: .other
            }
        self.init(error.message, kind: kind)
    }
}

extension S3Client: ObjectStore {
    /// Signs a PUT for the public endpoint.
    public func uploadURL(for key: String, at host: String?, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        do throws(S3Error) {
            return try presignedPut(key: key, expires: seconds, for: host.flatMap(publicEndpoint(at:)))
        } catch {
            throw ObjectStoreFailure(error)
        }
    }

    /// Signs a GET for the public endpoint.
    public func downloadURL(for key: String, at host: String?, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure)
        -> String
    {
        do throws(S3Error) {
            return try presignedGet(
                key: key, expires: seconds, responseContentType: contentType, for: host.flatMap(publicEndpoint(at:)))
        } catch {
            throw ObjectStoreFailure(error)
        }
    }

    /// Asks for the object's head.
    public func verify(_ key: String) async throws(ObjectStoreFailure) -> UploadedObject {
        do throws(S3Error) {
            let info = try await stat(key)
            return UploadedObject(size: info.size, version: info.etag)
        } catch {
            throw ObjectStoreFailure(error)
        }
    }

    /// Gets the object.
    public func read(_ key: String, maximumSize: Int) async throws(ObjectStoreFailure) -> [UInt8] {
        do throws(S3Error) {
            return try await get(key, maximumSize: maximumSize)
        } catch {
            throw ObjectStoreFailure(error)
        }
    }

    /// Puts the object.
    public func write(_ bytes: [UInt8], to key: String, contentType: String) async throws(ObjectStoreFailure) {
        do throws(S3Error) {
            try await put(key, bytes, contentType: contentType)
        } catch {
            throw ObjectStoreFailure(error)
        }
    }
}
