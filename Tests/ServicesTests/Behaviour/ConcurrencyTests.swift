import GeneriaAPI
import ProtoRuntime
import Testing

@Suite struct ConcurrencyTests {
    @Test func pagingSkipsNoneOfPostsMadeAtOnce() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let made = try await concurrently(60) { try await platform.aiPost(f) }
            var seen: [String] = []
            var cursor = ""
            for _ in 0..<10 {
                let page = try await platform.posts.getGlobalFeed(.init(limit: 7, cursor: cursor, worldID: f.w1))
                seen += page.posts.map(\.postID)
                cursor = page.nextCursor
            }
            #expect(cursor.isEmpty)
            #expect(seen.count == 60)
            #expect(Set(seen) == Set(made))
        }
    }

    @Test func changesOfPicturesAndParamsDoNotUndoEachOther() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            for round in 0..<10 {
                async let params = platform.worlds.updateWorldParams(
                    .init(worldID: f.w1, params: "{\"round\": \(round)}", name: "round \(round)", usersCount: 1, postsCount: Int32(round)))
                async let image = platform.worlds.updateWorldImage(.init(worldID: f.w1, imageUUID: f.mw, iconUUID: f.mw))
                _ = try await (params, image)
                let world = try await platform.worlds.getWorld(.init(worldID: f.w1))
                #expect(world.name == "round \(round)")
                #expect(world.postsCount == Int32(round))
                #expect(!world.imageURL.isEmpty)
            }
        }
    }

    @Test func joiningAtOnceMakesOneMember() async throws {
        try await Platform.with { platform in
            let f = try await Fixtures(platform)
            let answers = try await concurrently(16) { try await platform.worlds.joinWorld(.init(userID: f.u2, worldID: f.w1)).success }
            #expect(answers == Array(repeating: true, count: 16))
            #expect(try await platform.worlds.getWorlds(.init(userID: f.u2)).total == 1)
        }
    }
}
