import Environments
import ImageScaling
import Persistence
import Semaphores

/// Makes the smaller copies of pictures and enters them into the media's records.
///
/// Copies are stored as `<object name without extension>_<variant><extension>`, beside the original: so they share its prefix, by which worlds
/// are found and removed, and never stand under `<character_id>/`, where the platform looks for copies (contract 2.6, M-D5) that are there by
/// hand. A record names a copy only when its object is stored, and all copies of one call at once; a call that ends early leaves objects that
/// nothing leads to, and that the next call replaces.
struct VariantMaker: Sendable {
    /// The most media that are worked on at a time.
    private static let simultaneous = 2

    private let store: any DocumentStore
    private let objects: any ObjectStore
    private let scaler = ImageScaler(simultaneous: simultaneous)
    /// Of calls for the same media one works at a time.
    private let turns = Semaphore<Identifier>(permits: simultaneous)

    init(store: any DocumentStore, objects: any ObjectStore) {
        self.store = store
        self.objects = objects
    }

    /// Makes the wanted copies that are not there yet.
    /// - Returns: all copies that the record names now.
    /// - Throws: ``ImageError`` the first time that an original cannot be scaled; there are no copies then, now and later. Otherwise what the
    ///   storage or the store says.
    func complete(_ wanted: [ImageVariant], of media: MediaRecord) async throws -> StoredVariants {
        try await turns.withPermit(for: media.id, ifCancelled: CancellationError() as any Error) {
            let object = try await objects.verify(media.objectName)
            // Another call may have made them while this one waited.
            let current = try await store.get(media.id.canonical, from: MediaRecord.collection).flatMap(StoredVariants.init)
            if let current, current.settle(wanted, of: object.version) { return current }
            do {
                return try await make(wanted, of: media, object)
            } catch let error as ImageError where error != .outOfMemory {
                let none = StoredVariants(source: object.version, width: 0, height: 0, variants: [:])
                _ = try await enter(none, for: media.id)
                throw error
            }
        }
    }

    /// Makes the wanted copies, whether they are there or not.
    /// - Returns: all copies that the record names now.
    /// - Throws: ``ImageError`` when the original cannot be scaled; otherwise what the storage or the store says.
    func remake(_ wanted: [ImageVariant], of media: MediaRecord) async throws -> StoredVariants {
        try await turns.withPermit(for: media.id, ifCancelled: CancellationError() as any Error) {
            try await make(wanted, of: media, try await objects.verify(media.objectName))
        }
    }

    private func make(_ wanted: [ImageVariant], of media: MediaRecord, _ object: UploadedObject) async throws -> StoredVariants {
        let limit = scaler.limits.bytes
        guard object.size <= limit else { throw ImageError.fileTooLarge(bytes: object.size, limit: limit) }
        let file = try await objects.read(media.objectName, maximumSize: limit)
        let scaled = try await scaler.copies(of: file, fitting: wanted.map(\.side))
        var made = StoredVariants(source: object.version, width: scaled.width, height: scaled.height, variants: [:])
        for (variant, copy) in zip(wanted, scaled.copies) {
            let name = ObjectName.variant(variant.rawValue, of: media.objectName)
            try await objects.write(copy.bytes, to: name, contentType: scaled.format.mediaType)
            made.variants[variant] = StoredVariants.Variant(
                objectName: name, contentType: scaled.format.mediaType, width: copy.width, height: copy.height)
        }
        try Task.checkCancellation()
        return try await enter(made, for: media.id)
    }

    /// Enters copies into the record by one update: beside the copies of the same version, in the place of those of another.
    private func enter(_ made: StoredVariants, for media: Identifier) async throws -> StoredVariants {
        let source = StoredVariants.Field.source
        let filter = Filter.id(media.canonical)
        while true {
            let same = Filter.and([filter, .equals(source, .string(made.source))])
            if let record = try await store.update(same, in: MediaRecord.collection, with: made.addition) {
                return StoredVariants(record) ?? made
            }
            let other = Filter.and([filter, .notEquals(source, .string(made.source))])
            if let record = try await store.update(other, in: MediaRecord.collection, with: made.replacement) {
                return StoredVariants(record) ?? made
            }
            guard try await store.get(media.canonical, from: MediaRecord.collection) != nil else { throw MediaError.noRows }
        }
    }
}
