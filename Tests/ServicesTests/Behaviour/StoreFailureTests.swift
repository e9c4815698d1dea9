import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Testing

/// A store that fails gives the contract's texts; nothing of the cause gets out, except that MediaService tells an outage.
@Suite struct StoreFailureTests {
    @Test func characterService() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            await platform.stores[.character]?.close()
            await expectFailure(.internal, "Failed to create character") {
                try await platform.characters.createCharacter(.init(worldID: f.w1))
            }
            await expectFailure(.internal, "Failed to update character") {
                try await platform.characters.updateCharacter(.init(characterID: f.a1, displayName: "N"))
            }
            await expectFailure(.unavailable, "Character store is unavailable") {
                try await platform.characters.getCharacter(.init(characterID: f.x))
            }
            await expectFailure(.internal, "Failed to get characters") {
                try await platform.characters.getUserCharactersInWorld(.init(userID: f.u1, worldID: f.w1))
            }
        }
    }

    @Test func postService() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            await platform.stores[.post]?.close()
            await expectFailure(.internal, "failed to create post") { try await platform.aiPost(f) }
            await expectFailure(.internal, "failed to get post") { try await platform.posts.getPost(.init(postID: f.x)) }
            await expectFailure(.internal, "failed to get user posts") { try await platform.posts.getUserPosts(.init(userID: f.u1)) }
            await expectFailure(.internal, "failed to get character posts") {
                try await platform.posts.getCharacterPosts(.init(characterID: f.a1))
            }
            await expectFailure(.internal, "failed to get posts by IDs") { try await platform.posts.getPostsByIDs(.init(postIDs: [f.x])) }
            await expectFailure(.internal, "failed to get global feed") { try await platform.posts.getGlobalFeed(.init(worldID: f.w1)) }
        }
    }

    @Test func worldService() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            await platform.generations.close()
            await expectFailure(.internal, "failed to get generation status") {
                try await platform.worlds.getGenerationStatus(.init(worldID: f.w1))
            }
            await platform.stores[.world]?.close()
            await expectFailure(.internal, "failed to create world") { try await platform.world(f.u1, characters: 1, posts: 1) }
            await expectFailure(.internal, "failed to get world") { try await platform.worlds.getWorld(.init(worldID: f.x)) }
            await expectFailure(.internal, "failed to get worlds") { try await platform.worlds.getWorlds(.init(userID: f.u1)) }
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
}
