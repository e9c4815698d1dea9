import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

/// With a seed, ids follow from it and from the idempotency keys.
@Suite struct SeededRunTests {
    private struct IDs: Equatable {
        var world = ""
        var character = ""
        var media = ""
        var post = ""
    }

    private func run(seed: UInt64, directory: String? = nil, keyed: Bool) async throws -> IDs {
        var ids = IDs()
        try await Platform.with(Platform.Options(directory: directory, environment: Environment(seed: seed))) { platform in
            func options(_ key: String) -> CallOptions { keyed ? CallOptions().adding("idempotency-key", key) : CallOptions() }
            let request = WorldAPI.CreateWorldRequest(userID: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "n", prompt: "p")
            ids.world = try await platform.worlds.createWorld(request, options: options("w")).id
            ids.character = try await platform.characters.createCharacter(.init(worldID: ids.world), options: options("c")).id
            ids.media = try await platform.presign(ids.world, ids.character, .postImage, options: options("m")).mediaID
            let post = PostAPI.CreateAIPostRequest(characterID: ids.character, mediaID: ids.media, worldID: ids.world)
            ids.post = try await platform.posts.createAIPost(post, options: options("p")).postID
        }
        return ids
    }

    @Test(arguments: [true, false]) func oneSeedGivesOneSetOfIDs(keyed: Bool) async throws {
        let first = try await run(seed: 7, keyed: keyed)
        #expect(try await run(seed: 7, keyed: keyed) == first)
        let other = try await run(seed: 8, keyed: keyed)
        #expect(other.world != first.world)
        #expect(other.character != first.character)
        #expect(other.media != first.media)
        #expect(other.post != first.post)
        #expect(isCanonical(first.post))
        #expect(isHex32(first.media))
    }

    @Test func aSecondStartOnTheSameDataMakesNewRecords() async throws {
        try await withTemporaryDirectory { directory in
            let first = try await run(seed: 7, directory: directory, keyed: false)
            let second = try await run(seed: 7, directory: directory, keyed: false)
            #expect(second.world != first.world)
            #expect(second.character != first.character)
            #expect(second.media != first.media)
            #expect(second.post != first.post)
        }
    }

    @Test func aSecondStartOnTheSameDataFindsTheRecordsOfItsKeys() async throws {
        try await withTemporaryDirectory { directory in
            let first = try await run(seed: 7, directory: directory, keyed: true)
            #expect(try await run(seed: 7, directory: directory, keyed: true) == first)
        }
    }
}
