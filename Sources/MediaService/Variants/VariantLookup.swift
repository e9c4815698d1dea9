import Environments
import Synchronization

/// Looks for copies where the platform does: `<character_id>/<media id>_<variant><extension>` (contract 2.2). Nobody makes any there, but
/// whoever puts one there by hand gets its URL.
///
/// The platform asks the storage for each URL. As a page of a feed takes twenty of them, what is not there is remembered for a few seconds,
/// and a storage that does not answer within a second is left alone for as long: nobody waits for what is hardly ever there.
final class VariantLookup: Sendable {
    private struct State {
        var absentUntil: [String: Int64] = [:]
        var pausedUntil = Int64.min
    }

    private let objects: any ObjectStore
    private let rememberedFor: Int64
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - objects: where the copies would be.
    ///   - rememberedFor: for how many seconds an absent copy is not looked for again; 0 always looks, as the platform does.
    ///   - limit: how many absent copies are remembered; beyond, all are forgotten.
    init(objects: any ObjectStore, rememberedFor: Int64, limit: Int = 16_384) {
        self.objects = objects
        self.rememberedFor = rememberedFor
        self.limit = limit
    }

    /// The name of the object that is the variant of a media; `nil` when there is none, or when the storage does not say.
    /// - Parameter second: the present time.
    func object(of media: MediaRecord, variant: String, second: Int64) async -> String? {
        let name = ObjectName.candidate(
            variant, characterID: media.characterID?.canonical ?? "", mediaID: media.id.canonical, fileName: media.fileName)
        let isKnown = state.withLock { $0.pausedUntil > second || ($0.absentUntil[name] ?? .min) > second }
        if isKnown { return nil }
        do throws(ObjectStoreFailure) {
            _ = try await (rememberedFor > 0 ? verifyInTime(name) : objects.verify(name))
            return name
        } catch {
            // A call that is over says nothing about the storage.
            if rememberedFor > 0, !Task.isCancelled { remember(name, error, until: second + rememberedFor) }
            return nil
        }
    }

    private func verifyInTime(_ name: String) async throws(ObjectStoreFailure) -> UploadedObject {
        let late = ObjectStoreFailure("no answer in time", kind: .unavailable)
        let result = await withTaskGroup(of: Result<UploadedObject, ObjectStoreFailure>.self) { group in
            group.addTask { [objects] in
                do throws(ObjectStoreFailure) { return .success(try await objects.verify(name)) } catch { return .failure(error) }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(1))
                return .failure(late)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(late)
        }
        return try result.get()
    }

    private func remember(_ name: String, _ failure: ObjectStoreFailure, until end: Int64) {
        state.withLock { state in
            if failure.kind == .unavailable {
                state.pausedUntil = end
                return
            }
            if state.absentUntil.count >= limit { state.absentUntil.removeAll(keepingCapacity: true) }
            state.absentUntil[name] = end
        }
    }
}
