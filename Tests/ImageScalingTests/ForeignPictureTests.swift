import Foundation
import ImageScaling
import Testing

/// Copies of pictures that Pillow has made are what Pillow makes of them.
@Suite struct ForeignPictureTests {
    private static let sides = [150, 320, 640]

    @Test func copiesAreWhatPillowMakes() async throws {
        try await Pillow.withPictures { directory in
            let scaler = ImageScaler()
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            for name in names where !name.hasSuffix(".refused") {
                let file = try [UInt8](Data(contentsOf: directory.appendingPathComponent(name)))
                let scaled = try await scaler.copies(of: file, fitting: Self.sides)
                for (side, copy) in zip(Self.sides, scaled.copies) {
                    try Data(copy.bytes).write(to: directory.appendingPathComponent("\(name)@\(side)"))
                    #expect(max(copy.width, copy.height) <= min(side, max(scaled.width, scaled.height)), "\(name) \(side)")
                }
            }
            let verdicts = try Pillow.judge(directory)
            #expect(verdicts.count == 3 * names.count { !$0.hasSuffix(".refused") })
            for verdict in verdicts {
                #expect(verdict.same_format && verdict.size == verdict.expected_size, "\(verdict)")
                // Dithering and the two sizes of 255 colours make more of a difference than a codec.
                let isGIF = verdict.name.contains(".gif")
                let colour = try #require(verdict.colour)
                let alpha = try #require(verdict.alpha)
                #expect(colour < (isGIF ? 12 : 5), "\(verdict)")
                #expect(alpha < (isGIF ? 12 : 4), "\(verdict)")
                if verdict.name.contains("alpha") || verdict.name.contains("lossless") {
                    #expect(verdict.least_alpha == 0, "\(verdict)")
                } else {
                    #expect(verdict.least_alpha == 255, "\(verdict)")
                }
            }
        }
    }

    @Test func whatIsNotScaledIsRefusedBeforeItIsDecoded() async throws {
        try await Pillow.withPictures { directory in
            func expectRefusal(of name: String, _ error: ImageError) async throws {
                let file = try [UInt8](Data(contentsOf: directory.appendingPathComponent(name)))
                await #expect(throws: error) { try await ImageScaler().copies(of: file, fitting: [150]) }
            }
            try await expectRefusal(of: "bomb.png.refused", .tooManyPixels(width: 20_000, height: 20_000, limits: ImageLimits()))
            try await expectRefusal(of: "animated.webp.refused", .unsupported(.webp, feature: "animations"))
        }
    }
}
