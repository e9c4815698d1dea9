import ObjectStorage

/// What MediaService needs of the object storage that holds the files. Failures are in the words of the platform's storage client, because
/// callers get to see them.
public protocol ObjectStore: Sendable {
    /// A URL that lets whoever has it store the object by HTTP PUT. Nothing is asked of the network.
    /// - Parameters:
    ///   - key: the object's name, 1…1024 bytes.
    ///   - seconds: how long the URL is valid, 1…604800.
    func uploadURL(for key: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String

    /// A URL that lets whoever has it read the object by HTTP GET. Nothing is asked of the network.
    /// - Parameters:
    ///   - key: the object's name, 1…1024 bytes.
    ///   - contentType: the content type of the answer; empty for the one that came with the upload.
    ///   - seconds: how long the URL is valid, 1…604800.
    func downloadURL(for key: String, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String

    /// Makes sure that the object is there.
    func verify(_ key: String) async throws(ObjectStoreFailure)
}

/// Why the object storage did not do something.
public struct ObjectStoreFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The storage's own words.
    public let description: String

    /// - Parameter description: the storage's own words.
    public init(_ description: String) {
        self.description = description
    }
}

extension S3Client: ObjectStore {
    /// Signs a PUT for the public endpoint.
    public func uploadURL(for key: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        do throws(S3Error) {
            return try presignedPut(key: key, expires: seconds)
        } catch {
            throw ObjectStoreFailure(error.message)
        }
    }

    /// Signs a GET for the public endpoint.
    public func downloadURL(for key: String, contentType: String, expiresIn seconds: Int) throws(ObjectStoreFailure) -> String {
        do throws(S3Error) {
            return try presignedGet(key: key, expires: seconds, responseContentType: contentType)
        } catch {
            throw ObjectStoreFailure(error.message)
        }
    }

    /// Asks for the object's head.
    public func verify(_ key: String) async throws(ObjectStoreFailure) {
        do throws(S3Error) {
            _ = try await stat(key)
        } catch {
            throw ObjectStoreFailure(error.message)
        }
    }
}
