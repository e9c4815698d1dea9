import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

/// What was answered is still there after a restart.
@Suite struct RestartTests {
    @Test func everythingIsReadBack() async throws {
        try await withTemporaryDirectory { directory in
            var f: Fixtures?
            var character = CharacterAPI.Character()
            var media = MediaAPI.Media()
            var post = ""
            var world = WorldAPI.WorldResponse()
            try await Platform.with(Platform.Options(directory: directory)) { platform in
                let fixtures = try await Fixtures(platform)
                f = fixtures
                _ = try await platform.characters.updateCharacter(.init(characterID: fixtures.a1, displayName: "N", meta: #"{"a":1}"#))
                _ = try await platform.worlds.updateWorldParams(.init(worldID: fixtures.w1, params: #"{"b":2}"#, name: "New"))
                character = try await platform.characters.getCharacter(.init(characterID: fixtures.a1))
                media = try await platform.media.getMedia(.init(mediaID: fixtures.ma))
                post = try await platform.aiPost(fixtures)
                world = try await platform.worlds.getWorld(.init(worldID: fixtures.w1, userID: fixtures.u1))
            }
            let fixtures = try #require(f)
            try await Platform.with(Platform.Options(directory: directory)) { platform in
                #expect(try await platform.characters.getCharacter(.init(characterID: fixtures.a1)) == character)
                #expect(try await platform.worlds.getWorld(.init(worldID: fixtures.w1, userID: fixtures.u1)) == world)
                #expect(try await platform.posts.getGlobalFeed(.init(worldID: fixtures.w1)).posts.map(\.postID) == [post])
                var again = try await platform.media.getMedia(.init(mediaID: fixtures.ma))
                again.variants = media.variants
                #expect(again == media)
                // New records join the old ones.
                _ = try await platform.aiPost(fixtures)
                #expect(try await platform.posts.getGlobalFeed(.init(worldID: fixtures.w1)).posts.count == 2)
            }
        }
    }

    /// A clock that was set back must not put new posts behind old ones, where readers would not see them.
    @Test func postsStayInOrderWhenTheClockWasSetBack() async throws {
        try await withTemporaryDirectory { directory in
            let clock = FixedClock(Timestamp(seconds: 1_748_202_811))
            var ids: [String] = []
            var fixtures: Fixtures?
            try await Platform.with(Platform.Options(directory: directory, environment: Environment(clock: clock))) { platform in
                let f = try await Fixtures(platform)
                fixtures = f
                for _ in 0..<3 { ids.insert(try await platform.aiPost(f), at: 0) }
            }
            clock.advance(by: .seconds(-3_600))
            let f = try #require(fixtures)
            try await Platform.with(Platform.Options(directory: directory, environment: Environment(clock: clock))) { platform in
                for _ in 0..<3 { ids.insert(try await platform.aiPost(f), at: 0) }
                #expect(try await platform.posts.getGlobalFeed(.init(worldID: f.w1)).posts.map(\.postID) == ids)
            }
        }
    }
}
