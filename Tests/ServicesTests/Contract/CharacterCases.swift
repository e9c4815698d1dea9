import GeneriaAPI
import ProtoRuntime
import Testing

/// Platform contract, 11.1. Cases that need a registry of users (C-08) wait for AuthService: without one every well-formed user exists.
enum CharacterCases {
    static let all: [ContractCase] = creating + reading + updating

    private static let creating: [ContractCase] = [
        ContractCase("C-01", "a character by its name alone") { subject, f async throws in
            try expectBare(try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "Neo")), world: f.w1)
        },
        ContractCase("C-02", "empty optional fields count as absent") { subject, f async throws in
            let request = CharacterAPI.CreateCharacterRequest(
                worldID: f.w1, realUserID: "", displayName: "Neo", avatarMediaID: "", meta: "")
            try expectBare(try await subject.characters.createCharacter(request), world: f.w1)
        },
        ContractCase("C-03", "a character of a user") { subject, f async throws in
            let character = try await subject.characters.createCharacter(.init(worldID: f.w1, realUserID: f.u1, displayName: "U"))
            #expect(!character.isAI)
            #expect(character.realUserID == f.u1)
        },
        ContractCase("C-04", "ids in any spelling, answered in the canonical one; no avatar URL") { subject, f async throws in
            let request = CharacterAPI.CreateCharacterRequest(
                worldID: "{\(f.w1.uppercased())}", realUserID: f.u1.filter { $0 != "-" }, displayName: "U", avatarMediaID: f.ma)
            let character = try await subject.characters.createCharacter(request)
            #expect(character.worldID == f.w1)
            #expect(character.realUserID == f.u1)
            #expect(character.avatarMediaID.map(isCanonical) == true)
            #expect(character.avatarURL.isEmpty)
        },
        ContractCase("C-05", "an empty name") { subject, f async throws in
            #expect(try await subject.characters.createCharacter(.init(worldID: f.w1)).displayName.isEmpty)
        },
        ContractCase("C-06", "an unknown, a malformed and an empty world") { subject, f async throws in
            for world in [f.x, "x", "", " \(f.w1)", "urn:uuid:\(f.w1)"] {
                await expectFailure(.internal, "Failed to create character") {
                    try await subject.characters.createCharacter(.init(worldID: world, displayName: "U"))
                }
            }
        },
        ContractCase("C-08", "a malformed user") { subject, f async throws in
            await expectFailure(.internal, "Failed to create character") {
                try await subject.characters.createCharacter(.init(worldID: f.w1, realUserID: "nobody", displayName: "U"))
            }
        },
        ContractCase("C-09", "a malformed avatar id") { subject, f async throws in
            await expectFailure(.internal, "Failed to create character") {
                try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "U", avatarMediaID: "nope"))
            }
        },
        ContractCase("C-10", "an unknown avatar id is accepted") { subject, f async throws in
            let character = try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "U", avatarMediaID: f.x))
            #expect(character.avatarMediaID == f.x)
        },
        ContractCase("C-11", "meta with sorted keys") { subject, f async throws in
            #expect(try await meta(#"{"username":"x","bio":"y"}"#, subject, f) == #"{"bio": "y", "username": "x"}"#)
        },
        ContractCase("C-12", "meta with decoded escapes and exact numbers") { subject, f async throws in
            #expect(try await meta(#"{"c":"\u0434","n":1.0,"e":1e2}"#, subject, f) == #"{"c": "д", "e": 100, "n": 1.0}"#)
        },
        ContractCase("C-13", "meta that is no JSON") { subject, f async throws in
            for text in ["{", "nope", "{\"a\":1} x", #"{"a":"\u0000"}"#] {
                await expectFailure(.internal, "Failed to create character") { try await meta(text, subject, f) }
            }
        },
        ContractCase("C-14", "meta of any kind") { subject, f async throws in
            #expect(try await meta(#""str""#, subject, f) == #""str""#)
            #expect(try await meta("null", subject, f) == "null")
        },
        ContractCase("C-15", "a name with U+0000") { subject, f async throws in
            await expectFailure(.internal, "Failed to create character") {
                try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "a\u{0}b"))
            }
        },
    ]

    private static let reading: [ContractCase] = [
        ContractCase("C-16", "a character as it was created") { subject, f async throws in
            let created = try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "Neo", meta: #"{"a":1}"#))
            #expect(try await subject.characters.getCharacter(.init(characterID: created.id)) == created)
        },
        ContractCase("C-17", "an id in capitals") { subject, f async throws in
            #expect(try await subject.characters.getCharacter(.init(characterID: f.a1.uppercased())).id == f.a1)
        },
        ContractCase("C-18", "an unknown, a malformed and an empty id") { subject, f async throws in
            for id in [f.x, "zz", ""] {
                await expectFailure(.notFound, "Character not found") { try await subject.characters.getCharacter(.init(characterID: id)) }
            }
        },
        ContractCase("C-19", "the URL of an avatar that was never uploaded") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.a1, .characterAvatar).mediaID
            let updated = try await subject.characters.updateCharacter(.init(characterID: f.a1, avatarMediaID: media))
            let url = URLParts(try await subject.characters.getCharacter(.init(characterID: f.a1)).avatarURL)
            #expect(url.path == "\(f.w1)/\(f.a1)/avatars/\(media).png")
            #expect(url["X-Amz-Expires"] == "3600")
            #expect(!updated.avatarURL.isEmpty)
        },
        ContractCase("C-20", "an avatar that MediaService does not know") { subject, f async throws in
            let created = try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "U", avatarMediaID: f.x))
            #expect(try await subject.characters.getCharacter(.init(characterID: created.id)).avatarURL.isEmpty)
        },
        ContractCase("C-29", "the characters of a user, the oldest first, without those of AI") { subject, f async throws in
            let second = try await subject.characters.createCharacter(.init(worldID: f.w1, realUserID: f.u1, displayName: "Second"))
            _ = try await subject.characters.createCharacter(.init(worldID: f.w2, realUserID: f.u1, displayName: "Elsewhere"))
            _ = try await subject.characters.createCharacter(.init(worldID: f.w1, realUserID: f.u2, displayName: "Foreign"))
            _ = try await subject.characters.updateCharacter(.init(characterID: f.h1, displayName: "Renamed"))
            let list = try await subject.characters.getUserCharactersInWorld(.init(userID: f.u1, worldID: f.w1)).characters
            #expect(list.map(\.id) == [f.h1, second.id])
        },
        ContractCase("C-30", "a user without characters") { subject, f async throws in
            #expect(try await subject.characters.getUserCharactersInWorld(.init(userID: f.x, worldID: f.w1)).characters.isEmpty)
        },
        ContractCase("C-31", "malformed ids of user and world") { subject, f async throws in
            for (user, world) in [("x", f.w1), ("", f.w1), (f.u1, "x"), (f.u1, "")] {
                await expectFailure(.internal, "Failed to get characters") {
                    try await subject.characters.getUserCharactersInWorld(.init(userID: user, worldID: world))
                }
            }
        },
        ContractCase("C-32", "health") { subject, _ async throws in
            #expect(try await subject.characters.healthCheck(.init()).status == "SERVING")
        },
        ContractCase("C-33", "an avatar while MediaService is stopped") { subject, f async throws in
            _ = try await subject.characters.updateCharacter(.init(characterID: f.a1, avatarMediaID: f.ma))
            await subject.stop(.media)
            #expect(try await subject.characters.getCharacter(.init(characterID: f.a1)).avatarURL.isEmpty)
        },
    ]

    private static let updating: [ContractCase] = [
        ContractCase("C-21", "a new name and nothing else") { subject, f async throws in
            let before = try await subject.characters.getCharacter(.init(characterID: f.a1))
            let after = try await subject.characters.updateCharacter(.init(characterID: f.a1, displayName: "N2"))
            var expected = before
            expected.displayName = "N2"
            #expect(after == expected)
            #expect(try await subject.characters.getCharacter(.init(characterID: f.a1)) == expected)
        },
        ContractCase("C-22", "an empty name") { subject, f async throws in
            #expect(try await subject.characters.updateCharacter(.init(characterID: f.a1, displayName: "")).displayName.isEmpty)
        },
        ContractCase("C-23", "an avatar URL has no effect") { subject, f async throws in
            let updated = try await subject.characters.updateCharacter(
                .init(characterID: f.a1, displayName: "N", avatarURL: "http://x"))
            #expect(updated.avatarURL.isEmpty)
        },
        ContractCase("C-24", "nothing to update") { subject, f async throws in
            for request in [
                CharacterAPI.UpdateCharacterRequest(characterID: f.a1),
                CharacterAPI.UpdateCharacterRequest(characterID: f.a1, avatarURL: "http://x"),
            ] {
                await expectFailure(.internal, "Failed to update character") { try await subject.characters.updateCharacter(request) }
            }
        },
        ContractCase("C-25", "an avatar cannot be removed, nor be malformed") { subject, f async throws in
            for avatar in ["", "x"] {
                await expectFailure(.internal, "Failed to update character") {
                    try await subject.characters.updateCharacter(.init(characterID: f.a1, avatarMediaID: avatar))
                }
            }
        },
        ContractCase("C-26", "meta that is empty or no JSON") { subject, f async throws in
            for meta in ["", "{"] {
                await expectFailure(.internal, "Failed to update character") {
                    try await subject.characters.updateCharacter(.init(characterID: f.a1, meta: meta))
                }
            }
        },
        ContractCase("C-27", "new meta") { subject, f async throws in
            #expect(try await subject.characters.updateCharacter(.init(characterID: f.a1, meta: #"{"k":1}"#)).meta == #"{"k": 1}"#)
        },
        ContractCase("C-28", "an unknown and a malformed id") { subject, f async throws in
            for id in [f.x, "zz", ""] {
                await expectFailure(.internal, "Failed to update character") {
                    try await subject.characters.updateCharacter(.init(characterID: id, displayName: "N"))
                }
            }
        },
    ]

    private static func expectBare(_ character: CharacterAPI.Character, world: String) throws {
        #expect(isCanonical(character.id))
        #expect(character.worldID == world)
        #expect(character.isAI)
        #expect(character.displayName == "Neo")
        #expect(character.realUserID == nil)
        #expect(character.avatarMediaID == nil)
        #expect(character.meta == "{}")
        #expect(character.avatarURL.isEmpty)
        #expect(isNow(character.createdAt))
    }

    private static func meta(_ text: String, _ subject: any ContractSubject, _ f: Fixtures) async throws -> String? {
        try await subject.characters.createCharacter(.init(worldID: f.w1, displayName: "M", meta: text)).meta
    }
}
