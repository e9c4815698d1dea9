import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import Testing
import WorldService

/// A call that is made again with its idempotency key changes nothing and has the first call's answer.
@Suite struct IdempotencyTests {
    private let key = CallOptions.default.adding("idempotency-key", "task-1:create")

    @Test func aCharacterIsCreatedOnce() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let request = CharacterAPI.CreateCharacterRequest(worldID: f.w1, realUserID: f.u2, displayName: "Once")
            let first = try await platform.characters.createCharacter(request, options: key)
            let second = try await platform.characters.createCharacter(request, options: key)
            #expect(second == first)
            let list = try await platform.characters.getUserCharactersInWorld(.init(userID: f.u2, worldID: f.w1))
            #expect(list.characters.count == 1)
            let other = try await platform.characters.createCharacter(request, options: CallOptions().adding("idempotency-key", "other"))
            #expect(other.id != first.id)
        }
    }

    @Test func aMediaIsPresignedOnceWithAFreshURL() async throws {
        let clock = FixedClock(Timestamp(seconds: 1_748_202_811))
        try await Platform.with(Platform.Options(environment: Environment(clock: clock))) { platform in
            let f = try await Fixtures(platform)
            let first = try await platform.presign(f.w1, f.a1, .postImage, options: key)
            clock.advance(by: .seconds(60))
            let second = try await platform.presign(f.w1, f.a1, .postImage, options: key)
            #expect(second.mediaID == first.mediaID)
            #expect(URLParts(second.uploadURL).path == URLParts(first.uploadURL).path)
            #expect(URLParts(second.uploadURL)["X-Amz-Date"] == "20250525T195431Z")
            #expect(second.expiresAt == first.expiresAt + 60)
        }
    }

    @Test func aPostIsCreatedOnce() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let ai = PostAPI.CreateAIPostRequest(characterID: f.a1, caption: "c", mediaID: f.ma, worldID: f.w1)
            #expect(
                try await platform.posts.createAIPost(ai, options: key) == (try await platform.posts.createAIPost(ai, options: key)))
            let own = PostAPI.CreatePostRequest(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1)
            let other = CallOptions().adding("idempotency-key", "other")
            #expect(
                try await platform.posts.createPost(own, options: other) == (try await platform.posts.createPost(own, options: other)))
            #expect(try await platform.posts.getGlobalFeed(.init(worldID: f.w1)).posts.count == 2)
        }
    }

    @Test func aWorldIsCreatedAndStartedOnce() async throws {
        try await Platform.with { platform in
            let user = "0f8fad5b-d9cb-469f-a165-70867728950e"
            let request = WorldAPI.CreateWorldRequest(userID: user, name: "n", prompt: "p")
            let first = try await platform.worlds.createWorld(request, options: key)
            let second = try await platform.worlds.createWorld(request, options: key)
            #expect(second == first)
            #expect(try await platform.worlds.getWorlds(.init(userID: user)).total == 1)
            #expect(platform.starter.starts.map(\.world) == [first.id])
        }
    }

    @Test func aGenerationThatDidNotStartIsStartedByTheRepeatedCall() async throws {
        try await Platform.with { platform in
            let request = WorldAPI.CreateWorldRequest(userID: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "n", prompt: "p")
            platform.starter.fail(true)
            let first = try await platform.worlds.createWorld(request, options: key)
            #expect(platform.starter.starts.isEmpty)
            platform.starter.fail(false)
            _ = try await platform.worlds.createWorld(request, options: key)
            #expect(platform.starter.starts.map(\.world) == [first.id])
        }
    }

    @Test func aGenerationThatDidNotStartIsStartedLater() async throws {
        try await Platform.with { platform in
            let request = WorldAPI.CreateWorldRequest(userID: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "n", prompt: "p")
            platform.starter.fail(true)
            let world = try await platform.worlds.createWorld(request)
            await platform.worldHandler.startOverdueGenerations()
            #expect(platform.starter.starts.isEmpty)
            platform.starter.fail(false)
            await platform.worldHandler.startOverdueGenerations()
            await platform.worldHandler.startOverdueGenerations()
            #expect(platform.starter.starts.map(\.world) == [world.id])
        }
    }

    @Test func concurrentCallsWithOneKeyMakeOneRecord() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let key = key
            let character = CharacterAPI.CreateCharacterRequest(worldID: f.w1, realUserID: f.u2, displayName: "Once")
            let characters = try await concurrently(32) { try await platform.characters.createCharacter(character, options: key).id }
            #expect(Set(characters).count == 1)
            let list = try await platform.characters.getUserCharactersInWorld(.init(userID: f.u2, worldID: f.w1))
            #expect(list.characters.map(\.id) == [characters[0]])

            let media = try await concurrently(32) { try await platform.presign(f.w1, f.a1, .postImage, options: key).mediaID }
            #expect(Set(media).count == 1)

            let post = PostAPI.CreateAIPostRequest(characterID: f.a1, mediaID: f.ma, worldID: f.w1)
            let posts = try await concurrently(32) { try await platform.posts.createAIPost(post, options: key) }
            #expect(Set(posts).count == 1)
            #expect(try await platform.posts.getGlobalFeed(.init(worldID: f.w1)).posts.map(\.postID) == [posts[0].postID])

            let world = WorldAPI.CreateWorldRequest(userID: f.u2, name: "n", prompt: "p")
            let worlds = try await concurrently(32) { try await platform.worlds.createWorld(world, options: key).id }
            #expect(Set(worlds).count == 1)
            #expect(try await platform.worlds.getWorlds(.init(userID: f.u2)).total == 1)
        }
    }
}

/// Runs `work` so many times at once.
func concurrently<Value: Sendable>(_ count: Int, _ work: @escaping @Sendable () async throws -> Value) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for _ in 0..<count { group.addTask { try await work() } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
