import Environments
import GeneriaAPI
import ProtoRuntime
import Testing

/// Platform contract, 11.2. M-41 belongs to a server that speaks v1.
enum MediaCases {
    static let all: [ContractCase] = presigning + uploading + reading

    private static let presignedKeys = [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
    ]

    private static let presigning: [ContractCase] = [
        ContractCase("M-01", "a post picture") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.a1, .postImage)
            #expect(isHex32(media.mediaID))
            #expect(isNow(plus: 600, media.expiresAt))
            #expect(URLParts(media.uploadURL).path == "\(f.w1)/\(f.a1)/posts/\(media.mediaID).png")
        },
        ContractCase("M-02", "an avatar") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.a1, .characterAvatar)
            #expect(URLParts(media.uploadURL).path == "\(f.w1)/\(f.a1)/avatars/\(media.mediaID).png")
        },
        ContractCase("M-03", "a world header without a character") { subject, f async throws in
            let media = try await subject.presign(f.w1, "", .worldHeader)
            #expect(URLParts(media.uploadURL).path == "\(f.w1)/world_data/\(media.mediaID).png")
        },
        ContractCase("M-04", "a world icon") { subject, f async throws in
            let media = try await subject.presign(f.w1, "", .worldIcon)
            #expect(URLParts(media.uploadURL).path == "\(f.w1)/world_data/\(media.mediaID).png")
        },
        ContractCase("M-05", "a world header with the world as its character") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.w1, .worldHeader)
            #expect(URLParts(media.uploadURL).path == "\(f.w1)/world_data/\(media.mediaID).png")
            #expect(try await subject.media.getMedia(.init(mediaID: media.mediaID)).characterID == f.w1)
        },
        ContractCase("M-06", "an unknown type and a number without a name") { subject, f async throws in
            for type in [MediaAPI.MediaType.unknown, .unrecognized(77)] {
                let media = try await subject.presign(f.w1, f.a1, type)
                #expect(URLParts(media.uploadURL).path == "\(f.a1)/\(media.mediaID).png")
                #expect(try await subject.media.getMedia(.init(mediaID: media.mediaID)).mediaType == type)
            }
        },
        ContractCase("M-07", "names without a character begin with or contain an empty part; ids keep their spelling") {
            subject, f async throws in
            let post = try await subject.presign(f.w1.uppercased(), "", .postImage)
            #expect(URLParts(post.uploadURL).path == "\(f.w1.uppercased())//posts/\(post.mediaID).png")
            #expect(try await subject.media.getMedia(.init(mediaID: post.mediaID)).worldID == f.w1)
            let unknown = try await subject.presign(f.w1, "", .unknown)
            #expect(URLParts(unknown.uploadURL).path == "/\(unknown.mediaID).png")
        },
        ContractCase("M-08", "extensions") { subject, f async throws in
            let cases = [
                ("a.JPG", ".JPG"), ("p.tar.gz", ".gz"), (".png", ".png"), ("foo.", "."), ("noext", ""), ("a.b/c", ""), ("", ""),
            ]
            for (filename, suffix) in cases {
                let media = try await subject.presign(f.w1, f.a1, .postImage, filename: filename)
                #expect(URLParts(media.uploadURL).path == "\(f.w1)/\(f.a1)/posts/\(media.mediaID)\(suffix)", "\(filename)")
            }
        },
        ContractCase("M-09", "the query of an upload URL") { subject, f async throws in
            let url = URLParts(try await subject.presign(f.w1, f.a1, .postImage).uploadURL)
            #expect(url.query.map(\.name) == presignedKeys + ["X-Amz-Signature"])
            #expect(url["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256")
            #expect(url["X-Amz-Expires"] == "600")
            #expect(url["X-Amz-SignedHeaders"] == "host")
            #expect(url["X-Amz-Credential"]?.contains("%2F") == true)
            #expect(url["X-Amz-Signature"]?.utf8.count == 64)
        },
        ContractCase("M-11", "an empty and a malformed world") { subject, f async throws in
            for world in ["", "zz"] {
                await expectFailure(
                    .unknown, "failed to store media in database: pq: invalid input syntax for type uuid: \"\(world)\""
                ) { try await subject.presign(world, f.a1, .postImage) }
            }
        },
        ContractCase("M-12", "an unknown world") { subject, f async throws in
            let text =
                "failed to store media in database: pq: insert or update on table \"media\" violates foreign key constraint "
                + "\"media_world_id_fkey\""
            await expectFailure(.unknown, text) { try await subject.presign(f.x, f.a1, .postImage) }
        },
        ContractCase("M-13", "a malformed character") { subject, f async throws in
            await expectFailure(.unknown, "failed to store media in database: pq: invalid input syntax for type uuid: \"zz\"") {
                try await subject.presign(f.w1, "zz", .postImage)
            }
        },
        ContractCase("M-14", "an unknown character is accepted") { subject, f async throws in
            #expect(isHex32(try await subject.presign(f.w1, f.x, .postImage).mediaID))
        },
        ContractCase("M-15", "a negative size, no content type, no file name") { subject, f async throws in
            let media = try await subject.media.getPresignedUploadURL(
                .init(worldID: f.w1, characterID: f.a1, size: -5, mediaType: .postImage))
            let read = try await subject.media.getMedia(.init(mediaID: media.mediaID))
            #expect(read.size == -5)
            #expect(read.contentType.isEmpty)
        },
        ContractCase("M-16", "a name that is too long, found before anything else") { subject, f async throws in
            await expectFailure(.unknown, "failed to generate presigned URL: Object name cannot be longer than 1024 characters") {
                try await subject.presign("zz", f.a1, .postImage, filename: "." + String(repeating: "x", count: 1_000))
            }
        },
    ]

    private static let uploading: [ContractCase] = [
        ContractCase("M-17", "confirming before the upload") { subject, f async throws in
            await expectFailure(.unknown, "failed to verify media in storage: The specified key does not exist.") {
                try await subject.media.confirmUpload(.init(mediaID: f.ma))
            }
        },
        ContractCase("M-18, M-21", "uploading, confirming in any spelling, twice, and reading back") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.a1, .postImage)
            #expect(try await subject.upload([1, 2, 3], to: media.uploadURL) == 200)
            let canonical = Identifier(parsing: media.mediaID)?.canonical ?? ""
            for id in [media.mediaID, canonical] {
                let confirmed = try await subject.media.confirmUpload(.init(mediaID: id))
                #expect(confirmed.success)
                #expect(confirmed.variants.map(\.name) == ["original"])
                #expect(confirmed.variants.first?.width == 0)
                #expect(confirmed.variants.first?.height == 0)
                let url = confirmed.variants.first?.url ?? ""
                #expect(URLParts(url)["X-Amz-Expires"] == "3600")
                let answer = try await subject.download(url)
                #expect(answer.status == 200)
                #expect(answer.contentType == "image/png")
                #expect(answer.body == [1, 2, 3])
            }
        },
        ContractCase("M-20", "an upload whose query was decoded on the way") { subject, f async throws in
            let media = try await subject.presign(f.w1, f.a1, .postImage)
            let url = media.uploadURL.split(separator: "%2F").joined(separator: "/")
            #expect(url != media.uploadURL)
            #expect(try await subject.upload([1], to: url) == 200)
        },
        ContractCase("M-22", "names with empty parts can be uploaded, too") { subject, f async throws in
            for (character, type) in [("", MediaAPI.MediaType.postImage), ("", .unknown)] {
                let media = try await subject.presign(f.w1, character, type)
                #expect(try await subject.upload([7], to: media.uploadURL) == 200)
                #expect(try await subject.media.confirmUpload(.init(mediaID: media.mediaID)).success)
            }
        },
        ContractCase("M-23", "confirming an unknown media") { subject, f async throws in
            await expectFailure(.unknown, "failed to get media from database: sql: no rows in result set") {
                try await subject.media.confirmUpload(.init(mediaID: f.x))
            }
        },
        ContractCase("M-24", "confirming a malformed and an empty id") { subject, _ async throws in
            for id in ["zz", ""] {
                await expectFailure(.unknown, "failed to get media from database: pq: invalid input syntax for type uuid: \"\(id)\"") {
                    try await subject.media.confirmUpload(.init(mediaID: id))
                }
            }
        },
        ContractCase("M-38", "optimizing does nothing, for any id") { subject, f async throws in
            for id in [f.ma, "whatever", ""] {
                let response = try await subject.media.optimizeImage(.init(mediaID: id, variantsToCreate: ["thumbnail"]))
                #expect(response.variants.isEmpty)
            }
        },
        ContractCase("M-39", "health") { subject, _ async throws in
            #expect(try await subject.media.healthCheck(.init()).status == .serving)
        },
    ]

    private static let reading: [ContractCase] = [
        ContractCase("M-26", "a media as it was declared") { subject, f async throws in
            let request = MediaAPI.GetPresignedUploadURLRequest(
                worldID: f.w1, characterID: f.a1, filename: "cat.png", contentType: "image/png", size: 42, mediaType: .postImage)
            let presigned = try await subject.media.getPresignedUploadURL(request)
            let media = try await subject.media.getMedia(.init(mediaID: presigned.mediaID))
            #expect(media.mediaID == Identifier(parsing: presigned.mediaID)?.canonical)
            #expect(media.characterID == f.a1)
            #expect(media.worldID == f.w1)
            #expect(media.filename == "cat.png")
            #expect(media.contentType == "image/png")
            #expect(media.size == 42)
            #expect(media.mediaType == .postImage)
            #expect(media.variants.map(\.name) == ["original"])
            #expect(isNow(media.createdAt))
        },
        ContractCase("M-27", "a media without a character") { subject, f async throws in
            #expect(try await subject.media.getMedia(.init(mediaID: f.mw)).characterID.isEmpty)
        },
        ContractCase("M-28", "a malformed and an empty id") { subject, _ async throws in
            for id in ["zz", ""] {
                let text = "failed to get media: failed to get media from database: pq: invalid input syntax for type uuid: \"\(id)\""
                await expectFailure(.unknown, text) { try await subject.media.getMedia(.init(mediaID: id)) }
                await expectFailure(.unknown, "failed to get media from database: pq: invalid input syntax for type uuid: \"\(id)\"") {
                    try await subject.media.getMediaURL(.init(mediaID: id, variant: "original"))
                }
            }
        },
        ContractCase("M-29", "an unknown id") { subject, f async throws in
            await expectFailure(.unknown, "failed to get media: failed to get media from database: sql: no rows in result set") {
                try await subject.media.getMedia(.init(mediaID: f.x))
            }
            await expectFailure(.unknown, "failed to get media from database: sql: no rows in result set") {
                try await subject.media.getMediaURL(.init(mediaID: f.x, variant: "original"))
            }
        },
        ContractCase("M-30", "a lifetime that is not given") { subject, f async throws in
            for seconds in [Int64(0), -1, .min] {
                let response = try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: seconds))
                #expect(isNow(plus: 3_600, response.expiresAt))
                #expect(URLParts(response.url)["X-Amz-Expires"] == "3600")
            }
        },
        ContractCase("M-31", "every variant is the original") { subject, f async throws in
            for variant in ["", "small", "medium", "whatever"] {
                let response = try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: variant))
                #expect(URLParts(response.url).path == "\(f.w1)/\(f.a1)/posts/\(f.ma).png")
            }
        },
        ContractCase("M-32", "a short lifetime") { subject, f async throws in
            let response = try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: 60))
            #expect(isNow(plus: 60, response.expiresAt))
            #expect(URLParts(response.url)["X-Amz-Expires"] == "60")
        },
        ContractCase("M-33", "the query of a download URL") { subject, f async throws in
            let url = URLParts(try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: "original")).url)
            #expect(url.query.map(\.name) == presignedKeys + ["response-content-type", "X-Amz-Signature"])
            #expect(url["response-content-type"] == "image%2Fpng")
        },
        ContractCase("M-34", "no content type, no override") { subject, f async throws in
            let media = try await subject.media.getPresignedUploadURL(.init(worldID: f.w1, characterID: f.a1, mediaType: .postImage))
            let url = URLParts(try await subject.media.getMediaURL(.init(mediaID: media.mediaID, variant: "original")).url)
            #expect(url.query.map(\.name) == presignedKeys + ["X-Amz-Signature"])
        },
        ContractCase("M-35", "seven days") { subject, f async throws in
            let response = try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: 604_800))
            #expect(URLParts(response.url)["X-Amz-Expires"] == "604800")
        },
        ContractCase("M-36", "more than seven days, however much") { subject, f async throws in
            let text = "failed to generate presigned URL: failed to generate presigned URL: Expires cannot be greater than 7 days."
            for seconds in [Int64(604_801), 9_223_372_036, .max] {
                await expectFailure(.unknown, text) {
                    try await subject.media.getMediaURL(.init(mediaID: f.ma, variant: "original", expiresIn: seconds))
                }
            }
        },
    ]
}
