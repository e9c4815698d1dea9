import CGd
import Testing

@testable import ProviderStandIns

@Suite struct PictureTests {
    private let images = ImageStandIn(seed: 3)

    static let portrait = """
        Portrait of Mira Voss, a tide cartographer, a woman, tall and lean, with copper wavy hair, green eyes and pale freckled skin, \
        wearing a teal coat with brass buttons. In the background the sea.
        """
    static let scene = portrait.replacing("Portrait of ", with: "").replacing("In the background", with: "On the pier, around her")

    /// A decoded picture: size and pixels.
    struct Decoded {
        let width: Int
        let height: Int
        let pixels: [Int32]

        var colours: Int { Set(pixels).count }

        /// The share of pixels that are near a colour.
        func share(near colour: RGB, tolerance: Int = 24) -> Double {
            let near = pixels.count { pixel in
                abs(Int(pixel >> 16 & 255) - Int(colour.red)) <= tolerance && abs(Int(pixel >> 8 & 255) - Int(colour.green)) <= tolerance
                    && abs(Int(pixel & 255) - Int(colour.blue)) <= tolerance
            }
            return Double(near) / Double(pixels.count)
        }
    }

    static func decode(_ bytes: [UInt8], as format: ImageFormat = .png) throws -> Decoded {
        var bytes = bytes
        let size = Int32(bytes.count)
        let image = try #require(
            bytes.withUnsafeMutableBytes { buffer in
                switch format {
                case .png: gdImageCreateFromPngPtr(size, buffer.baseAddress)
                case .jpeg: gdImageCreateFromJpegPtr(size, buffer.baseAddress)
                case .webp: gdImageCreateFromWebpPtr(size, buffer.baseAddress)
                }
            })
        defer { gdImageDestroy(image) }
        let (width, height) = (Int(image.pointee.sx), Int(image.pointee.sy))
        var pixels: [Int32] = []
        for y in 0..<height { for x in 0..<width { pixels.append(gdImageGetTrueColorPixel(image, Int32(x), Int32(y)) & 0xff_ffff) } }
        return Decoded(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: [(512, 512), (1024, 512), (64, 64), (64, 1024)])
    func picturesHaveTheSizeAskedFor(_ width: Int, _ height: Int) throws {
        for format in ImageFormat.allCases {
            let bytes = try #require(images.draw(Self.scene, width: width, height: height, format: format))
            let picture = try Self.decode(bytes, as: format)
            #expect(picture.width == width && picture.height == height)
            #expect(picture.colours > 40)
        }
    }

    @Test(arguments: [(0, 512), (512, 513), (2112, 512), (-64, 64)]) func otherSizesAreNotOffered(_ width: Int, _ height: Int) {
        #expect(images.draw("x", width: width, height: height) == nil)
    }

    @Test func thePictureFollowsFromSeedAndPrompt() throws {
        let bytes = try #require(images.draw(Self.scene, width: 512, height: 512))
        #expect(images.draw(Self.scene, width: 512, height: 512) == bytes)
        #expect(ImageStandIn(seed: 4).draw(Self.scene, width: 512, height: 512) != bytes)
        #expect(images.draw(Self.scene + " Again.", width: 512, height: 512) != bytes)
    }

    @Test func everyThemeHasItsOwnPictures() throws {
        for kind in ["Wide panoramic landscape", "Round emblem", Self.portrait, Self.scene] {
            var files: Set<[UInt8]> = []
            for theme in Theme.allCases {
                let style = Lexicon([Sections(theme.texts.english)]).fact("style")
                let bytes = try #require(images.draw("\(kind). In the style of \(style).", width: 128, height: 128))
                #expect(try Self.decode(bytes).colours > 20, "\(theme)")
                files.insert(bytes)
            }
            #expect(files.count == Theme.allCases.count)
        }
    }

    @Test func aCharacterLooksTheSameInPortraitAndPost() throws {
        let teal = try #require(ColourWords["teal"])
        let copper = try #require(ColourWords["copper"])
        let portrait = try Self.decode(try #require(images.draw(Self.portrait, width: 512, height: 512)))
        let scene = try Self.decode(try #require(images.draw(Self.scene, width: 512, height: 512)))
        #expect(portrait.share(near: teal, tolerance: 4) > 0.04 && portrait.share(near: copper, tolerance: 4) > 0.02)
        #expect(scene.share(near: teal, tolerance: 4) > 0.01 && scene.share(near: copper, tolerance: 4) > 0.001)
        let other = Self.portrait.replacing("teal", with: "crimson").replacing("copper", with: "black")
        let changed = try Self.decode(try #require(images.draw(other, width: 512, height: 512)))
        #expect(changed.share(near: teal, tolerance: 4) < 0.01 && changed.share(near: copper, tolerance: 4) < 0.01)
        #expect(changed.share(near: try #require(ColourWords["crimson"]), tolerance: 4) > 0.04)
    }

    @Test(arguments: [
        (portrait, Picture.Kind.portrait), (scene, .scene), ("Round emblem of a star", .emblem), ("Wide panoramic landscape", .landscape),
        ("A quiet harbour", .landscape), ("A woman with black hair", .scene),
    ])
    func promptsSayWhatKindOfPicture(_ prompt: String, _ kind: Picture.Kind) {
        #expect(PictureReader.picture(for: prompt, width: 512, height: 512, seed: Seed(1)).kind == kind)
    }

    @Test func fileNamesCarryThePicture() throws {
        for prompt in [Self.portrait, Self.scene, "Round emblem", "A quiet harbour. Palette of gold, navy"] {
            let picture = PictureReader.picture(for: prompt, width: 1024, height: 2048, seed: Seed(9))
            let link = PictureLink(picture: picture, format: .webp, quality: 80)
            let name = link.fileName
            #expect(PictureLink(fileName: name) == link)
            #expect(name.utf8.count < 80 && name.hasSuffix(".webp"))
        }
    }

    @Test func changedFileNamesAreRefused() {
        let picture = PictureReader.picture(for: Self.portrait, width: 512, height: 512, seed: Seed(9))
        let name = PictureLink(picture: picture, format: .png, quality: 95).fileName
        for index in name.indices where name[index] != "." {
            var changed = name
            changed.replaceSubrange(index...index, with: name[index] == "A" ? "B" : "A")
            #expect(PictureLink(fileName: changed) == nil, "\(changed)")
        }
        for other in [
            "", ".png", "x.png", name + "x", name.replacing(".png", with: ".gif"), "../\(name)",
            String(repeating: "A", count: 5000) + ".png",
        ] {
            #expect(PictureLink(fileName: other) == nil)
            #expect(images.draw(fileName: other) == nil)
        }
    }
}
