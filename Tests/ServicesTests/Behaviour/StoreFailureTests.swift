import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Testing

/// A store that fails gives the contract's texts; nothing of the cause gets out, except that MediaService tells an outage.
@Suite struct StoreFailureTests {
    private static let outage = "the database is unavailable"

    private func expect<Value>(
        _ code: StatusCode, _ message: String, _ behaviour: Behaviour, sourceLocation: SourceLocation = #_sourceLocation,
        _ call: () async throws -> Value
    ) async {
        await expectFailure(
            behaviour.isStrict ? code : .unavailable, behaviour.isStrict ? message : Self.outage, sourceLocation: sourceLocation, call)
    }

    @Test(arguments: Behaviour.allCases) func characterService(_ behaviour: Behaviour) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            await platform.stores[.character]?.close()
            await expect(.internal, "Failed to create character", behaviour) {
                try await platform.characters.createCharacter(.init(worldID: f.w1))
            }
            await expect(.internal, "Failed to update character", behaviour) {
                try await platform.characters.updateCharacter(.init(characterID: f.a1, displayName: "N"))
            }
            await expect(.notFound, "Character not found", behaviour) {
                try await platform.characters.getCharacter(.init(characterID: f.x))
            }
            await expect(.internal, "Failed to get characters", behaviour) {
                try await platform.characters.getUserCharactersInWorld(.init(userID: f.u1, worldID: f.w1))
            }
        }
    }

    @Test(arguments: Behaviour.allCases) func postService(_ behaviour: Behaviour) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            await platform.stores[.post]?.close()
            await expect(.internal, "failed to create post", behaviour) { try await platform.aiPost(f) }
            await expect(.internal, "failed to get post", behaviour) { try await platform.posts.getPost(.init(postID: f.x)) }
            await expect(.internal, "failed to get user posts", behaviour) { try await platform.posts.getUserPosts(.init(userID: f.u1)) }
            await expect(.internal, "failed to get character posts", behaviour) {
                try await platform.posts.getCharacterPosts(.init(characterID: f.a1))
            }
            await expect(.internal, "failed to get posts by IDs", behaviour) {
                try await platform.posts.getPostsByIDs(.init(postIDs: [f.x]))
            }
            await expect(.internal, "failed to get global feed", behaviour) { try await platform.posts.getGlobalFeed(.init(worldID: f.w1)) }
        }
    }

    @Test(arguments: Behaviour.allCases) func worldService(_ behaviour: Behaviour) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            await platform.generations.close()
            await expect(.internal, "failed to get generation status", behaviour) {
                try await platform.worlds.getGenerationStatus(.init(worldID: f.w1))
            }
            await platform.stores[.world]?.close()
            await expect(.internal, "failed to create world", behaviour) { try await platform.world(f.u1, characters: 1, posts: 1) }
            await expect(.internal, "failed to get world", behaviour) { try await platform.worlds.getWorld(.init(worldID: f.x)) }
            await expect(.internal, "failed to get worlds", behaviour) { try await platform.worlds.getWorlds(.init(userID: f.u1)) }
        }
    }

    @Test(arguments: [(Behaviour.standard, StatusCode.unavailable), (.extended, .unavailable), (.strict, .unknown)])
    func mediaService(_ behaviour: Behaviour, _ code: StatusCode) async throws {
        try await Platform.with(Platform.Options(behaviour: behaviour)) { platform in
            let f = try await Fixtures(platform)
            await platform.stores[.media]?.close()
            for call in [
                { try await platform.presign(f.w1, f.a1, .postImage).mediaID },
                { try await platform.media.getMedia(.init(mediaID: f.x)).mediaID },
                { try await platform.media.getMediaURL(.init(mediaID: f.x)).url },
            ] {
                await #expect {
                    _ = try await call()
                } throws: { error in
                    (error as? RPCError)?.code == code && (error as? RPCError)?.message.hasPrefix("failed to ") == true
                }
            }
        }
    }

    /// A store that fails does not know what it has; only the originals say NOT_FOUND then.
    @Test(arguments: [(StoreError.corrupted(path: "a", hint: "b"), StatusCode.dataLoss), (.io("a"), .internal)])
    func whatCannotBeReadIsNotMissing(_ failure: StoreError, _ code: StatusCode) {
        for behaviour in Behaviour.allCases {
            let error = behaviour.failure(for: failure, otherwise: RPCError(.notFound, "no such thing")) as? any RPCErrorConvertible
            #expect(error?.rpcError.code == (behaviour.isStrict ? .notFound : code))
        }
    }
}
