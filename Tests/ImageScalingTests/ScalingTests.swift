import Testing

@testable import ImageScaling

@Suite struct ScalingTests {
    @Test(arguments: ImageFormat.allCases) func copiesFitTheSquaresInTheOrderAskedFor(_ format: ImageFormat) async throws {
        let scaled = try await ImageScaler().copies(of: Pictures.gradient(format, width: 90, height: 60), fitting: [20, 60, 30])
        #expect((scaled.format, scaled.width, scaled.height) == (format, 90, 60))
        #expect(scaled.copies.map(\.width) == [20, 60, 30])
        #expect(scaled.copies.map(\.height) == [13, 40, 20])
        for copy in scaled.copies {
            let header = try ImageHeader(of: copy.bytes, limits: ImageLimits())
            #expect((header.format, header.width, header.height) == (format, copy.width, copy.height))
        }
    }

    @Test func whatFitsIsItsOwnCopy() async throws {
        let file = Pictures.gradient(.jpeg)
        let scaled = try await ImageScaler().copies(of: file, fitting: [48, 640])
        #expect(scaled.copies.map(\.bytes) == [file, file])
    }

    @Test func areasAreAveraged() throws {
        let bitmap = try Bitmap(width: 4, height: 2)
        let pixels: [[Int32]] = [
            [0x00_ff0000, 0x00_00ff00, 0x7f_123456, 0x00_0000ff], [0x00_ff0000, 0x00_00ff00, 0x7f_123456, 0x00_0000ff],
        ]
        for (y, row) in pixels.enumerated() { for (x, pixel) in row.enumerated() { bitmap.row(y)[x] = pixel } }
        // Half red and half green; the transparent half has no say in the colour.
        let half = try bitmap.scaledDown(toWidth: 2, height: 1)
        #expect(Array(half.row(0)) == [0x00_808000, 0x3f_0000ff])
        // Two thirds of a pixel and one third of the next.
        let third = try bitmap.scaledDown(toWidth: 3, height: 2)
        #expect(Array(third.row(1)).map { $0 & 0xffff00 } == [0xbf4000, 0x00ff00, 0x000000])
    }

    @Test func everyOrientationIsAPermutation() throws {
        let bitmap = try Bitmap(width: 3, height: 2)
        for y in 0..<2 { for x in 0..<3 { bitmap.row(y)[x] = Int32(3 * y + x) } }
        for value in 1...8 {
            let orientation = try #require(Orientation(rawValue: value))
            let result = try bitmap.upright(from: orientation)
            #expect((result.width, result.height) == (orientation.swapsSides ? (2, 3) : (3, 2)))
            #expect(Set((0..<result.height).flatMap { Array(result.row($0)) }) == Set(0..<6))
        }
    }

    @Test func fourAtATime() async throws {
        let file = Pictures.gradient(.png, width: 300, height: 200)
        let scaler = ImageScaler()
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await scaler.copies(of: file, fitting: [150]) } }
            var results: Set<ImageScaler.Scaled> = []
            for try await result in group { results.insert(result) }
            #expect(results.count == 1)
        }
    }
}
