import GeneriaAPI
import ProtoRuntime

/// The things that contract cases speak of (platform contract, section 11).
struct Fixtures: Sendable {
    let u1 = "0f8fad5b-d9cb-469f-a165-70867728950e"
    let u2 = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    /// Well-formed and nowhere.
    let x = "ffffffff-aaaa-4bbb-8ccc-dddddddddddd"
    /// Worlds that U1 has created.
    let w1: String
    let w2: String
    /// An AI character in W1.
    let a1: String
    /// A character of U1 in W1.
    let h1: String
    /// Post pictures presigned for A1 and H1, 32-hex.
    let ma: String
    let mh: String
    /// A world header without a character, 32-hex.
    let mw: String

    init(_ subject: some ContractSubject) async throws {
        w1 = try await subject.worlds.createWorld(.init(userID: u1, name: "one", description: "d", prompt: "p")).id
        w2 = try await subject.worlds.createWorld(.init(userID: u1, name: "two", description: "d", prompt: "p")).id
        a1 = try await subject.characters.createCharacter(.init(worldID: w1, displayName: "Ada")).id
        h1 = try await subject.characters.createCharacter(.init(worldID: w1, realUserID: u1, displayName: "Hugo")).id
        ma = try await subject.presign(w1, a1, .postImage).mediaID
        mh = try await subject.presign(w1, h1, .postImage).mediaID
        mw = try await subject.presign(w1, "", .worldHeader).mediaID
    }
}

extension ContractSubject {
    /// Presigns a PNG.
    func presign(
        _ world: String, _ character: String, _ type: MediaAPI.MediaType, filename: String = "picture.png", options: CallOptions? = nil
    ) async throws -> MediaAPI.GetPresignedUploadURLResponse {
        try await media.getPresignedUploadURL(
            .init(worldID: world, characterID: character, filename: filename, contentType: "image/png", mediaType: type), options: options)
    }
}
