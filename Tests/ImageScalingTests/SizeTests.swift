import Testing

@testable import ImageScaling

@Suite struct SizeTests {
    @Test(arguments: [
        (512, 512, 150, 150, 150), (4_000, 3_000, 640, 640, 480), (3_000, 4_000, 640, 480, 640), (100, 50, 150, 100, 50),
        (150, 150, 150, 150, 150), (16_384, 1, 150, 150, 1), (1, 16_384, 150, 1, 150), (151, 150, 150, 150, 149),
    ])
    func aspectIsKeptAndNothingIsEnlarged(_ width: Int, _ height: Int, _ side: Int, _ newWidth: Int, _ newHeight: Int) {
        let size = ImageScaler.size(of: width, height, fitting: side)
        #expect(size == (newWidth, newHeight))
    }
}
