import Environments
import GeneriaAPI
import Persistence
import ProtoRuntime
import Testing

/// Platform contract, 11.4. Cases that need a registry of users wait for AuthService: without one every well-formed user exists.
enum WorldCases {
    static let all: [ContractCase] = creating + reading + joining + updating + generation

    private static let creating: [ContractCase] = [
        ContractCase("W-01", "a world with the defaults") { subject, f async throws in
            let world = try await subject.worlds.createWorld(
                .init(userID: f.u1.uppercased(), name: "n", description: "d", prompt: "p"))
            #expect(isCanonical(world.id))
            #expect(world.name == "n")
            #expect(world.description == "d")
            #expect(world.prompt == "p")
            #expect(world.creatorID == f.u1.uppercased())
            #expect(world.status == "active")
            #expect(world.generationStatus.isEmpty)
            #expect(world.usersCount == 25)
            #expect(world.postsCount == 150)
            #expect(isNow(world.createdAt))
            #expect(world.updatedAt == world.createdAt)
            #expect(world.isJoined)
            #expect(world.params == "{}")
            #expect(world.imageURL.isEmpty)
            #expect(world.iconURL.isEmpty)
        },
        ContractCase("W-02", "a missing user, name and prompt") { subject, f async throws in
            for (user, name, prompt) in [("", "n", "p"), (f.u1, "", "p"), (f.u1, "n", "")] {
                await expectFailure(.invalidArgument, "user_id, name, and prompt are required") {
                    try await subject.worlds.createWorld(.init(userID: user, name: name, prompt: prompt))
                }
            }
        },
        ContractCase("W-03, W-04", "the least and the greatest counts; none and negative ones") { subject, f async throws in
            let cases: [(Int32, Int32, Int32, Int32)] = [(1, 1, 1, 1), (40, 250, 40, 250), (-5, 0, 25, 150)]
            for (characters, posts, expectedCharacters, expectedPosts) in cases {
                let world = try await subject.world(f.u1, characters: characters, posts: posts)
                #expect(world.usersCount == expectedCharacters)
                #expect(world.postsCount == expectedPosts)
            }
        },
        ContractCase("W-05, W-06, W-07", "counts that are too large") { subject, f async throws in
            for (characters, posts): (Int32, Int32) in [(41, 1), (41, 251)] {
                await expectFailure(.invalidArgument, "characters_count must be between 1 and 40") {
                    try await subject.world(f.u1, characters: characters, posts: posts)
                }
            }
            await expectFailure(.invalidArgument, "posts_count must be between 1 and 250") {
                try await subject.world(f.u1, characters: 40, posts: 251)
            }
        },
        ContractCase("W-09", "a malformed user, after the counts were checked") { subject, _ async throws in
            await expectFailure(.internal, "failed to validate user") { try await subject.world("zzz", characters: 1, posts: 1) }
            await expectFailure(.invalidArgument, "characters_count must be between 1 and 40") {
                try await subject.world("zzz", characters: 41, posts: 1)
            }
        },
        ContractCase("W-10", "names of 100 and of 101 characters") { subject, f async throws in
            let name = String(repeating: "ж", count: 100)
            #expect(try await subject.worlds.createWorld(.init(userID: f.u1, name: name, prompt: "p")).name == name)
            await expectFailure(.internal, "failed to create world") {
                try await subject.worlds.createWorld(.init(userID: f.u1, name: name + "x", prompt: "p"))
            }
        },
        ContractCase("W-11", "U+0000 in a text") { subject, f async throws in
            await expectFailure(.internal, "failed to create world") {
                try await subject.worlds.createWorld(.init(userID: f.u1, name: "n", prompt: "a\u{0}"))
            }
        },
        ContractCase("W-12", "one start per world") { subject, f async throws in
            let world = try await subject.world(f.u1, characters: 3, posts: 9)
            let starts = await subject.startedGenerations().filter { $0.world == world.id }
            #expect(starts == [StartedGeneration(world: world.id, name: "n", prompt: "p", characters: 3, posts: 9)])
        },
    ]

    private static let reading: [ContractCase] = [
        ContractCase("W-13, W-14", "a world with no reader, its creator, a stranger, nonsense") { subject, f async throws in
            for (user, isJoined) in [("", false), (f.u1, true), (f.u1.uppercased(), true), (f.u2, false), ("x", false)] {
                let world = try await subject.worlds.getWorld(.init(worldID: f.w1, userID: user))
                #expect(world.isJoined == isJoined, "\(user)")
                #expect(world.id == f.w1)
                #expect(world.creatorID == f.u1)
                #expect(world.params == "{}")
                #expect(world.generationStatus.isEmpty)
            }
        },
        ContractCase("W-15", "an id in other spellings") { subject, f async throws in
            for id in [f.w1.uppercased(), f.w1.filter { $0 != "-" }] {
                #expect(try await subject.worlds.getWorld(.init(worldID: id)).id == f.w1)
            }
        },
        ContractCase("W-16", "no id, a malformed one, an unknown one") { subject, f async throws in
            await expectFailure(.invalidArgument, "world_id is required") { try await subject.worlds.getWorld(.init()) }
            await expectFailure(.internal, "failed to get world") { try await subject.worlds.getWorld(.init(worldID: "bad")) }
            await expectFailure(.notFound, "world not found") { try await subject.worlds.getWorld(.init(worldID: f.x)) }
        },
        ContractCase("W-17, W-18, W-19, W-20", "a user's worlds, the newest first") { subject, f async throws in
            let third = try await subject.world(f.u1, characters: 1, posts: 1).id
            let fourth = try await subject.world(f.u1, characters: 1, posts: 1).id
            _ = try await subject.world(f.u2, characters: 1, posts: 1)
            func list(_ limit: Int32, _ offset: Int32, _ status: String = "") async throws -> WorldAPI.WorldsResponse {
                try await subject.worlds.getWorlds(.init(userID: f.u1, limit: limit, offset: offset, status: status))
            }
            let all = try await list(0, -1)
            #expect(all.worlds.map(\.id) == [fourth, third, f.w2, f.w1])
            #expect(all.worlds.map(\.isJoined) == [true, true, true, true])
            #expect(all.total == 4)
            let page = try await list(2, 1)
            #expect(page.worlds.map(\.id) == [third, f.w2])
            #expect(page.total == 4)
            let beyond = try await list(2, 100)
            #expect(beyond.worlds.isEmpty)
            #expect(beyond.total == 4)
            for (status, count): (String, Int32) in [("all", 4), ("", 4), ("active", 4), ("archived", 0), ("nonsense", 0)] {
                let filtered = try await list(0, 0, status)
                #expect(filtered.total == count, "\(status)")
                #expect(filtered.worlds.count == Int(count), "\(status)")
            }
        },
        ContractCase("W-21", "no user, a malformed one, an unknown one") { subject, f async throws in
            await expectFailure(.invalidArgument, "user_id is required") { try await subject.worlds.getWorlds(.init()) }
            await expectFailure(.internal, "failed to get worlds") { try await subject.worlds.getWorlds(.init(userID: "x")) }
            #expect(try await subject.worlds.getWorlds(.init(userID: f.x)) == WorldAPI.WorldsResponse())
        },
        ContractCase("W-42", "health") { subject, _ async throws in
            #expect(try await subject.worlds.healthCheck(.init()).status == .serving)
        },
    ]

    private static let joining: [ContractCase] = [
        ContractCase("W-22, W-23", "joining, and joining again") { subject, f async throws in
            #expect(try await subject.worlds.getWorlds(.init(userID: f.u2)).total == 0)
            let joined = try await subject.worlds.joinWorld(.init(userID: f.u2, worldID: f.w1))
            #expect(joined == WorldAPI.JoinWorldResponse(success: true, message: "User joined world successfully"))
            #expect(try await subject.worlds.getWorlds(.init(userID: f.u2)).worlds.map(\.id) == [f.w1])
            #expect(try await subject.worlds.getWorld(.init(worldID: f.w1, userID: f.u2)).isJoined)
            let again = try await subject.worlds.joinWorld(.init(userID: f.u2.uppercased(), worldID: f.w1.uppercased()))
            #expect(again == WorldAPI.JoinWorldResponse(success: true, message: "User already has access to this world"))
            #expect(try await subject.worlds.getWorlds(.init(userID: f.u2)).total == 1)
        },
        ContractCase("W-24", "joining by the creator") { subject, f async throws in
            let joined = try await subject.worlds.joinWorld(.init(userID: f.u1, worldID: f.w1))
            #expect(joined.message == "User already has access to this world")
        },
        ContractCase("W-25", "missing, unknown and malformed ids") { subject, f async throws in
            let cases: [(String, String, StatusCode, String)] = [
                (f.u1, "", .invalidArgument, "user_id and world_id are required"),
                ("", f.w1, .invalidArgument, "user_id and world_id are required"),
                (f.u1, f.x, .notFound, "world not found"),
                ("x", f.w1, .internal, "failed to validate user"),
                ("x", f.x, .internal, "failed to validate user"),
                (f.u1, "x", .internal, "failed to get world"),
            ]
            for (user, world, code, message) in cases {
                await expectFailure(code, message) { try await subject.worlds.joinWorld(.init(userID: user, worldID: world)) }
            }
        },
    ]

    private static let updating: [ContractCase] = [
        ContractCase("W-26", "pictures of a world") { subject, f async throws in
            let icon = try await subject.presign(f.w1, "", .worldIcon).mediaID
            let response = try await subject.worlds.updateWorldImage(.init(worldID: f.w1, imageUUID: f.mw, iconUUID: icon))
            #expect(response == WorldAPI.UpdateWorldImageResponse(success: true, message: "Successfully updated world images"))
            let world = try await subject.worlds.getWorld(.init(worldID: f.w1))
            #expect(URLParts(world.imageURL).path == "\(f.w1)/world_data/\(f.mw).png")
            #expect(URLParts(world.iconURL).path == "\(f.w1)/world_data/\(icon).png")
            #expect(try await subject.worlds.getWorlds(.init(userID: f.u1)).worlds.last?.imageURL.isEmpty == false)
        },
        ContractCase("W-27", "a missing id") { subject, f async throws in
            for (world, image, icon) in [("", "a", "b"), (f.w1, "", "b"), (f.w1, "a", "")] {
                await expectFailure(.invalidArgument, "world_id, image_uuid, and icon_uuid are required") {
                    try await subject.worlds.updateWorldImage(.init(worldID: world, imageUUID: image, iconUUID: icon))
                }
            }
        },
        ContractCase("W-28", "malformed pictures, an unknown world, a malformed one") { subject, f async throws in
            await expectFailure(.internal, "failed to update world with images") {
                try await subject.worlds.updateWorldImage(.init(worldID: f.w1, imageUUID: "a", iconUUID: "b"))
            }
            await expectFailure(.notFound, "world not found") {
                try await subject.worlds.updateWorldImage(.init(worldID: f.x, imageUUID: f.mw, iconUUID: f.mw))
            }
            await expectFailure(.internal, "failed to get world") {
                try await subject.worlds.updateWorldImage(.init(worldID: "x", imageUUID: f.mw, iconUUID: f.mw))
            }
        },
        ContractCase("W-29", "pictures that MediaService does not know") { subject, f async throws in
            #expect(try await subject.worlds.updateWorldImage(.init(worldID: f.w1, imageUUID: f.x, iconUUID: f.x)).success)
            let world = try await subject.worlds.getWorld(.init(worldID: f.w1))
            #expect(world.imageURL.isEmpty)
            #expect(world.iconURL.isEmpty)
        },
        ContractCase("W-30", "params, a name and counts") { subject, f async throws in
            let request = WorldAPI.UpdateWorldParamsRequest(
                worldID: f.w1, params: #"{"name":"X","b":1.0,"aa":[1,2],"b":2}"#, name: "New", usersCount: 3, postsCount: 4)
            let response = try await subject.worlds.updateWorldParams(request)
            #expect(response == WorldAPI.UpdateWorldParamsResponse(success: true, message: "params updated"))
            let world = try await subject.worlds.getWorld(.init(worldID: f.w1))
            #expect(world.name == "New")
            #expect(world.usersCount == 3)
            #expect(world.postsCount == 4)
            #expect(world.params == #"{"b": 2, "aa": [1, 2], "name": "X"}"#)
            #expect(world.description == "d")
            #expect(world.prompt == "p")
        },
        ContractCase("W-31", "params alone") { subject, f async throws in
            _ = try await subject.worlds.updateWorldParams(.init(worldID: f.w1, params: "{}"))
            let world = try await subject.worlds.getWorld(.init(worldID: f.w1))
            #expect(world.name == "one")
            #expect(world.usersCount == 0)
            #expect(world.postsCount == 0)
        },
        ContractCase("W-32", "params that are no JSON, a name that is too long") { subject, f async throws in
            await expectFailure(.internal, "failed to update world") {
                try await subject.worlds.updateWorldParams(.init(worldID: f.w1, params: "{"))
            }
            await expectFailure(.internal, "failed to update world") {
                try await subject.worlds.updateWorldParams(
                    .init(worldID: f.w1, params: "{}", name: String(repeating: "x", count: 101)))
            }
        },
        ContractCase("W-33", "no params, an unknown world") { subject, f async throws in
            await expectFailure(.invalidArgument, "world_id and params are required") {
                try await subject.worlds.updateWorldParams(.init(worldID: f.w1))
            }
            await expectFailure(.notFound, "world not found") {
                try await subject.worlds.updateWorldParams(.init(worldID: f.x, params: "{}"))
            }
        },
    ]

    private static let generation: [ContractCase] = [
        ContractCase("W-34", "no id, an unknown one, a malformed one") { subject, f async throws in
            await expectFailure(.invalidArgument, "world_id is required") { try await subject.worlds.getGenerationStatus(.init()) }
            await expectFailure(.notFound, "world not found") { try await subject.worlds.getGenerationStatus(.init(worldID: f.x)) }
            await expectFailure(.internal, "failed to get world") { try await subject.worlds.getGenerationStatus(.init(worldID: "x")) }
        },
        ContractCase("W-35", "no document") { subject, f async throws in
            let status = try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
            #expect(status == WorldAPI.GetGenerationStatusResponse(status: "not_started"))
        },
        ContractCase("W-36", "the initial document") { subject, f async throws in
            try await subject.storeGenerationStatus(initialStatus(of: f.w1))
            let status = try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
            #expect(status.status == "in_progress")
            #expect(status.currentStage == "initializing")
            #expect(
                status.stages.map(\.name) == [
                    "initializing", "world_description", "world_image", "characters", "posts", "finishing",
                ])
            #expect(status.stages.map(\.status) == ["in_progress"] + Array(repeating: "pending", count: 5))
            #expect(status.apiCallLimitsLLM == 100)
            #expect(status.apiCallLimitsImages == 50)
            #expect(status.usersPredicted == 5)
            #expect(status.postsPredicted == 20)
            #expect(status.createdAt == "2025-05-25T19:53:31Z")
            #expect(status.updatedAt == "2025-05-25T19:53:31Z")
        },
        ContractCase("W-37", "the capitals of LLM") { subject, f async throws in
            try await subject.storeGenerationStatus(["_id": .string(f.w1), "api_calls_made_LLM": 9])
            #expect(try await subject.worlds.getGenerationStatus(.init(worldID: f.w1)).apiCallsMadeLLM == 9)
            try await subject.storeGenerationStatus(["_id": .string(f.w1), "api_calls_made_llm": 9])
            #expect(try await subject.worlds.getGenerationStatus(.init(worldID: f.w1)).apiCallsMadeLLM == 0)
        },
        ContractCase("W-38", "numbers of other types; texts and fractions") { subject, f async throws in
            let document: Document = [
                "_id": .string(f.w1), "users_created": .double(7), "posts_created": .int64(8), "tasks_total": nil,
                "llm_cost_total": 2, "image_cost_total": 0.0006, "created_at": "2025-05-25T21:53:31.5+02:00",
            ]
            try await subject.storeGenerationStatus(document)
            let status = try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
            #expect(status.usersCreated == 7)
            #expect(status.postsCreated == 8)
            #expect(status.tasksTotal == 0)
            #expect(status.llmCostTotal == 2)
            #expect(status.imageCostTotal == 0.0006)
            #expect(status.createdAt == "2025-05-25T19:53:31Z")
            for value: DocumentValue in ["7", 7.5, true] {
                try await subject.storeGenerationStatus(["_id": .string(f.w1), "users_created": value])
                await expectFailure(.internal, "failed to get generation status") {
                    try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
                }
            }
        },
        ContractCase("W-39", "unknown keys and no stages") { subject, f async throws in
            try await subject.storeGenerationStatus(["_id": .string(f.w1), "status": "completed", "stages": nil, "more": ["a": 1]])
            let status = try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
            #expect(status.status == "completed")
            #expect(status.stages.isEmpty)
        },
        ContractCase("W-40", "no dates") { subject, f async throws in
            try await subject.storeGenerationStatus(["_id": .string(f.w1)])
            let status = try await subject.worlds.getGenerationStatus(.init(worldID: f.w1))
            #expect(status.createdAt == "0001-01-01T00:00:00Z")
            #expect(status.updatedAt == "0001-01-01T00:00:00Z")
        },
        ContractCase("W-41", "an id in capitals finds the world, but no document") { subject, f async throws in
            try await subject.storeGenerationStatus(initialStatus(of: f.w1))
            #expect(try await subject.worlds.getGenerationStatus(.init(worldID: f.w1.uppercased())).status == "not_started")
        },
    ]

    /// Platform contract, 9.3.
    private static func initialStatus(of world: String) -> Document {
        let stages = ["initializing", "world_description", "world_image", "characters", "posts", "finishing"]
        let time = Timestamp(milliseconds: 1_748_202_811_042)
        return [
            "_id": .string(world), "status": "in_progress", "current_stage": "initializing",
            "stages": .array(
                stages.enumerated().map { ["name": .string($0.element), "status": $0.offset == 0 ? "in_progress" : "pending"] }),
            "tasks_total": 0, "tasks_completed": 0, "tasks_failed": 0, "task_predicted": 0, "users_created": 0, "posts_created": 0,
            "users_predicted": 5, "posts_predicted": 20, "api_call_limits_LLM": 100, "api_call_limits_images": 50,
            "api_calls_made_LLM": 0, "api_calls_made_images": 0, "llm_cost_total": 0.0, "image_cost_total": 0.0,
            "parameters": ["users_count": 5, "posts_count": 20, "user_prompt": "p"], "created_at": .date(time), "updated_at": .date(time),
        ]
    }
}

extension ContractSubject {
    /// Makes a world `n` from the prompt `p`.
    func world(_ user: String, characters: Int32, posts: Int32) async throws -> WorldAPI.WorldResponse {
        try await worlds.createWorld(.init(userID: user, name: "n", prompt: "p", charactersCount: characters, postsCount: posts))
    }
}
