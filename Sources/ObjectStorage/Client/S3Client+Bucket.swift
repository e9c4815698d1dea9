import HTTPClient

/// Operations on the bucket.
extension S3Client {
    /// Makes the bucket unless it exists, and learns its region.
    /// - Parameter timeout: the time for everything; the client's own when `nil`.
    /// - Throws: what the store answers: ``S3Error/refusesCredentials`` tells wrong keys from other refusals, for example `AccessDenied`.
    public func createBucketIfMissing(timeout: Duration? = nil) async throws(S3Error) {
        let deadline = deadline(in: timeout)
        let head = try await exchange(S3Call("HEAD"), by: deadline)
        if head.status == 200 { return }
        guard head.status == 404 else { return try await explain(head, by: deadline) }
        let region = try await region(by: deadline)
        let created = try await exchange(S3Call("PUT", body: .bytes(Self.bucketConfiguration(region))), by: deadline)
        if !(200...299).contains(created.status) {
            let error = S3Error(answer: created, isAboutBucket: true)
            // Somebody else made it in the meantime.
            guard error.code == "BucketAlreadyOwnedByYou" else { throw error }
        }
        _ = try await self.region(by: deadline)
    }

    /// A refused `HEAD` has no content that says why; another question about the bucket has.
    private func explain(_ head: HTTPClientResponse, by deadline: ContinuousClock.Instant) async throws(S3Error) {
        let location = try await exchange(S3Call("GET", query: [("location", "")]), by: deadline)
        // Keys that may use the objects of a bucket but not list them may not ask for its head.
        if location.status == 200 { return }
        let reason = S3Error(answer: location, isAboutBucket: true)
        throw reason.code == "NoSuchBucket" ? S3Error(answer: head, isAboutBucket: true) : reason
    }

    private static func bucketConfiguration(_ region: String) -> [UInt8] {
        guard region != S3Endpoint.defaultRegion else { return [] }
        let document = XMLWriter.document("CreateBucketConfiguration") { $0.element("LocationConstraint", region) }
        return Array(document.utf8)
    }

    /// The objects whose keys begin with `prefix`, in the order of the keys' bytes.
    /// - Parameters:
    ///   - limit: the largest number of objects to ask for.
    ///   - timeout: the time for everything; the client's own when `nil`.
    /// - Throws: what the store answers, and `InternalError` for an answer that is no listing.
    public func list(prefix: String = "", limit: Int = .max, timeout: Duration? = nil) async throws(S3Error) -> [ObjectInfo] {
        let deadline = deadline(in: timeout)
        var objects: [ObjectInfo] = []
        var token: String?
        repeat {
            var query = [
                ("list-type", "2"), ("encoding-type", "url"), ("prefix", prefix), ("max-keys", String(min(1000, limit - objects.count))),
            ]
            if let token { query.append(("continuation-token", token)) }
            let answer = try await exchange(S3Call("GET", query: query), by: deadline)
            guard answer.status == 200 else { throw S3Error(answer: answer, isAboutBucket: true) }
            let page = try ListedPage(answer.body)
            objects += page.objects
            token = page.nextToken
        } while token != nil && objects.count < limit
        return objects
    }
}
