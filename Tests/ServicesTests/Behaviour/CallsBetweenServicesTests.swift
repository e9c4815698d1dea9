import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import ServiceSupport
import Testing

/// Which calls the services make of each other, and what they do without.
@Suite struct CallsBetweenServicesTests {
    @Test func aWorldIsLookedUpOnce() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            for _ in 0..<5 {
                _ = try await platform.characters.createCharacter(.init(worldID: f.w1))
                _ = try await platform.presign(f.w1, f.a1, .postImage)
                _ = try await platform.aiPost(f)
            }
            #expect(platform.observed.count(of: WorldAPI.WorldServiceMethods.getWorld) == 1)
        }
    }

    @Test func anUnknownWorldIsLookedUpAgain() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            platform.observed.resetCounts()
            for _ in 0..<2 {
                await expectFailure(.internal, "Failed to create character") {
                    try await platform.characters.createCharacter(.init(worldID: f.x))
                }
            }
            #expect(platform.observed.count(of: WorldAPI.WorldServiceMethods.getWorld) == 2)
        }
    }

    @Test func anyWorldWillDoWithoutWorldService() async throws {
        try await Platform.with(Platform.Options(checksWorlds: false)) { platform in
            let world = "ffffffff-aaaa-4bbb-8ccc-dddddddddddd"
            let character = try await platform.characters.createCharacter(.init(worldID: world)).id
            let media = try await platform.presign(world, character, .postImage).mediaID
            _ = try await platform.posts.createAIPost(.init(characterID: character, mediaID: media, worldID: world))
            await expectFailure(.internal, "Failed to create character") {
                try await platform.characters.createCharacter(.init(worldID: "x"))
            }
        }
    }

    @Test func nothingIsCreatedWhileWorldServiceIsStopped() async throws {
        try await Platform.with(Platform.Options(behaviour: .strict)) { platform in
            let world = try await platform.world("0f8fad5b-d9cb-469f-a165-70867728950e", characters: 1, posts: 1).id
            await platform.stop(.world)
            await expectFailure(.internal, "Failed to create character") {
                try await platform.characters.createCharacter(.init(worldID: world))
            }
            await expectFailure(.unknown, "failed to store media in database: UNAVAILABLE: connection refused") {
                try await platform.presign(world, "", .worldHeader)
            }
        }
        try await Platform.with { platform in
            let world = try await platform.world("0f8fad5b-d9cb-469f-a165-70867728950e", characters: 1, posts: 1).id
            await platform.stop(.world)
            await expectFailure(.unavailable, "connection refused") {
                try await platform.characters.createCharacter(.init(worldID: world))
            }
            await expectFailure(.unavailable, "failed to store media in database: UNAVAILABLE: connection refused") {
                try await platform.presign(world, "", .worldHeader)
            }
        }
    }

    @Test func aPageReadsEachCharacterOnceAndEachPictureOnce() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            for _ in 0..<4 { _ = try await platform.aiPost(f) }
            _ = try await platform.posts.createPost(.init(userID: f.u1, characterID: f.h1, mediaID: f.mh, worldID: f.w1))
            platform.observed.resetCounts()
            #expect(try await platform.posts.getGlobalFeed(.init(worldID: f.w1)).posts.count == 5)
            #expect(platform.observed.count(of: CharacterAPI.CharacterServiceMethods.getCharacter) == 2)
            #expect(platform.observed.count(of: MediaAPI.MediaServiceMethods.getMediaURL) == 5)
        }
    }

    @Test func tagsAreStored() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let post = try await platform.posts.createAIPost(
                .init(characterID: f.a1, mediaID: f.ma, worldID: f.w1, tags: ["sea", "море"])
            ).postID
            let document = try #require(try await platform.stores[.post]?.get(post, from: "posts"))
            #expect(document["tags"] == ["sea", "море"])
        }
    }

    @Test func aWorldInsertedByHandIsRead() async throws {
        try await Platform.with { platform in
            let id = "ffffffff-aaaa-4bbb-8ccc-dddddddddddd"
            try await platform.stores[.world]?.insert(["_id": .string(id), "name": "Seed", "description": nil], into: "worlds")
            let world = try await platform.worlds.getWorld(.init(worldID: id))
            #expect(world.name == "Seed")
            #expect(world.description.isEmpty)
            #expect(world.params == "{}")
            #expect(world.status == "active")
        }
    }

    /// Who follows a link comes from somewhere: the host that a gateway tells goes along with every call for a link.
    @Test func theHostOfACallIsPassedOn() async throws {
        let publicHosts = ["minio:9000", "pictures.example.org"]
        try await Platform.with(Platform.Options(publicHosts: publicHosts)) { platform in
            let f = try await Fixtures(platform)
            let avatar = try await platform.presign(f.w1, f.a1, .characterAvatar).mediaID
            _ = try await platform.characters.updateCharacter(.init(characterID: f.a1, avatarMediaID: avatar))
            _ = try await platform.worlds.updateWorldImage(.init(worldID: f.w1, imageUUID: avatar, iconUUID: avatar))
            _ = try await platform.aiPost(f)
            for (told, host) in [("", "minio:9000"), ("Pictures.Example.org:8080", "pictures.example.org"), ("elsewhere", "minio:9000")] {
                let options = told.isEmpty ? CallOptions.default : CallOptions.default.adding("x-forwarded-host", told)
                let request = MediaAPI.GetPresignedUploadURLRequest(worldID: f.w1, characterID: f.a1, mediaType: .postImage)
                let upload = try await platform.media.getPresignedUploadURL(request, options: options).uploadURL
                let post = try #require(try await platform.posts.getGlobalFeed(.init(worldID: f.w1), options: options).posts.first)
                let world = try await platform.worlds.getWorld(.init(worldID: f.w1), options: options)
                let character = try await platform.characters.getCharacter(.init(characterID: f.a1), options: options)
                for url in [upload, post.mediaURL, post.avatarURL, world.imageURL, world.iconURL, character.avatarURL] {
                    #expect(url.hasPrefix("http://\(host)/generia-images/"), "\(told): \(url)")
                }
            }
        }
    }
}
