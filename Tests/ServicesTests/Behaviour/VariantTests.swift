import Environments
import GeneriaAPI
import ProtoRuntime
import ServiceSupport
import Testing

@testable import ImageScaling

/// The extended behaviour makes smaller copies of pictures.
@Suite struct VariantTests {
    private static let extended = Platform.Options(behaviour: .extended)
    private static let sizes = ["thumbnail": [150, 75], "small": [320, 160], "medium": [640, 320], "original": [800, 400]]

    /// A file whose picture has one colour.
    static func picture(_ format: ImageFormat = .png, width: Int = 800, height: Int = 400, colour: Int32 = 0x20_40_80) throws -> [UInt8] {
        let bitmap = try Bitmap(width: width, height: height)
        for y in 0..<height { bitmap.row(y).update(repeating: colour) }
        return try bitmap.encoded(as: format)
    }

    /// Presigns and uploads.
    private func upload(_ file: [UInt8], _ platform: Platform, _ f: Fixtures) async throws -> String {
        let presigned = try await platform.presign(f.w1, f.a1, .postImage)
        #expect(try await platform.upload(file, to: presigned.uploadURL) == 200)
        return presigned.mediaID
    }

    private func sizes(_ variants: [MediaAPI.MediaVariant]) -> [String: [Int]] {
        Dictionary(uniqueKeysWithValues: variants.map { ($0.name, [Int($0.width), Int($0.height)]) })
    }

    @Test(arguments: ImageFormat.allCases) func confirmingMakesAllCopies(_ format: ImageFormat) async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let id = try await upload(try Self.picture(format), platform, f)
            let before = try await platform.media.getMediaURL(.init(mediaID: id, variant: "medium")).url
            #expect(URLParts(before).path == "\(f.w1)/\(f.a1)/posts/\(id).png")

            let confirmed = try await platform.media.confirmUpload(.init(mediaID: id))
            #expect(confirmed.success)
            #expect(confirmed.variants.map(\.name) == ["thumbnail", "small", "medium", "original"])
            #expect(sizes(confirmed.variants) == Self.sizes)
            #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.map(\.name) == confirmed.variants.map(\.name))
            for variant in confirmed.variants {
                let url = try await platform.media.getMediaURL(.init(mediaID: id, variant: variant.name)).url
                let suffix = variant.name == "original" ? "" : "_\(variant.name)"
                #expect(URLParts(url).path == "\(f.w1)/\(f.a1)/posts/\(id)\(suffix).png")
                let answer = try await platform.download(url)
                #expect(answer.status == 200)
                #expect(answer.contentType == (variant.name == "original" ? "image/png" : format.mediaType))
                let header = try ImageHeader(of: answer.body, limits: ImageLimits())
                #expect((header.format, header.width, header.height) == (format, Int(variant.width), Int(variant.height)))
                #expect(try await platform.download(variant.url).body == answer.body)
            }
            let other = try await platform.media.getMediaURL(.init(mediaID: id, variant: "whatever")).url
            #expect(URLParts(other).path == "\(f.w1)/\(f.a1)/posts/\(id).png")
        }
    }

    @Test func anUploadThatIsNoPictureHasTheOriginalOnly() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            for file in [Array("not a picture".utf8), Array(try Self.picture().prefix(300)), []] {
                let id = try await upload(file, platform, f)
                for round in 0..<2 {
                    let confirmed = try await platform.media.confirmUpload(.init(mediaID: id))
                    #expect(confirmed.success && sizes(confirmed.variants) == ["original": [0, 0]])
                    // Nobody tries twice what cannot be.
                    #expect(platform.objects.takeCount(of: .read) == (round == 0 ? 1 : 0))
                }
                #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.map(\.name) == ["original"])
            }
        }
    }

    @Test func confirmingAtOnceMakesCopiesOnce() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let id = try await upload(try Self.picture(), platform, f)
            let answers = try await concurrently(20) { try await platform.media.confirmUpload(.init(mediaID: id)).variants.map(\.name) }
            #expect(Set(answers) == [["thumbnail", "small", "medium", "original"]])
            #expect(platform.objects.takeCount(of: .write) == 3)
            _ = try await platform.media.confirmUpload(.init(mediaID: id))
            #expect(platform.objects.takeCount(of: .write) == 0)
        }
    }

    @Test func anotherUploadReplacesTheCopies() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let presigned = try await platform.presign(f.w1, f.a1, .postImage)
            for (width, height, thumbnail) in [(800, 400, [150, 75]), (400, 800, [75, 150]), (100, 50, [100, 50])] {
                _ = try await platform.upload(try Self.picture(width: width, height: height), to: presigned.uploadURL)
                let confirmed = try await platform.media.confirmUpload(.init(mediaID: presigned.mediaID))
                #expect(sizes(confirmed.variants)["original"] == [width, height])
                #expect(sizes(confirmed.variants)["thumbnail"] == thumbnail)
                #expect(confirmed.variants.count == 4)
            }
            _ = try await platform.upload(Array("no picture".utf8), to: presigned.uploadURL)
            #expect(try await platform.media.confirmUpload(.init(mediaID: presigned.mediaID)).variants.map(\.name) == ["original"])
        }
    }

    @Test func copiesAppearTogetherOrNotAtAll() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let id = try await upload(try Self.picture(), platform, f)
            platform.objects.letWrites(2)
            let confirmed = try await platform.media.confirmUpload(.init(mediaID: id))
            #expect(confirmed.success && confirmed.variants.map(\.name) == ["original"])
            #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.map(\.name) == ["original"])
            await expectFailure(.unavailable, "failed to optimize image: the disk is full") {
                try await platform.media.optimizeImage(.init(mediaID: id, variantsToCreate: ["small"]))
            }
            platform.objects.letWrites(.max)
            #expect(try await platform.media.confirmUpload(.init(mediaID: id)).variants.count == 4)
        }
    }

    @Test func aCallThatIsOverLeavesNoHalfCopies() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let ids = try await concurrently(3) { try await upload(try Self.picture(), platform, f) }
            platform.objects.hold(.write)
            // Two hold the turns, the third waits for one: all end with their deadlines.
            await withTaskGroup { group in
                for id in ids {
                    group.addTask {
                        await #expect(throws: RPCError.self) {
                            try await platform.media.confirmUpload(.init(mediaID: id), options: CallOptions(timeout: .milliseconds(300)))
                        }
                    }
                }
            }
            platform.objects.hold(nil)
            for id in ids {
                #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.map(\.name) == ["original"])
                #expect(try await platform.media.confirmUpload(.init(mediaID: id)).variants.count == 4)
            }
        }
    }

    @Test func optimizingMakesWhatIsNamed() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let id = try await upload(try Self.picture(), platform, f)
            func optimize(_ names: [String]) async throws -> [String] {
                try await platform.media.optimizeImage(.init(mediaID: id, variantsToCreate: names)).variants.map(\.name)
            }
            #expect(try await optimize(["small"]) == ["small"])
            #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.map(\.name) == ["small", "original"])
            #expect(try await optimize(["small", "thumbnail", "small"]) == ["thumbnail", "small"])
            #expect(platform.objects.takeCount(of: .write) == 3)
            // At once, none is lost.
            async let first = optimize(["medium"])
            async let second = optimize(["thumbnail"])
            #expect(try await (first + second) == ["medium", "thumbnail"])
            #expect(try await platform.media.getMedia(.init(mediaID: id)).variants.count == 4)
            #expect(try await optimize([]) == ["thumbnail", "small", "medium"])
        }
    }

    @Test func optimizingRefusesWhatCannotBe() async throws {
        try await Platform.with(Self.extended) { platform in
            let f = try await Fixtures(platform)
            let text = try await upload(Array("text".utf8), platform, f)
            func optimize(_ id: String, _ names: [String] = ["small"]) async throws -> [MediaAPI.MediaVariant] {
                try await platform.media.optimizeImage(.init(mediaID: id, variantsToCreate: names)).variants
            }
            let names =
                #"failed to optimize image: variants_to_create: "huge" is no variant (accepted: thumbnail, small, medium)"#
            await expectFailure(.invalidArgument, names) { try await optimize(f.ma, ["small", "huge"]) }
            await expectFailure(.notFound, "failed to get media from database: sql: no rows in result set") { try await optimize(f.x) }
            await expectFailure(.invalidArgument, "failed to get media from database: pq: invalid input syntax for type uuid: \"zz\"") {
                try await optimize("zz")
            }
            await expectFailure(.notFound, "failed to optimize image: The specified key does not exist.") { try await optimize(f.ma) }
            await expectFailure(
                .failedPrecondition, "failed to optimize image: the file is no picture (accepted: PNG, JPEG, WebP, GIF)"
            ) { try await optimize(text) }
        }
    }
}
