import Glibc
import Testing

@testable import ImageScaling

/// Whatever a file holds: a typed error, never a crash, and nothing on standard error.
@Suite struct DamagedFileTests {
    private let scaler = ImageScaler()

    @Test(arguments: ImageFormat.allCases) func truncatedFilesAreDamaged(_ format: ImageFormat) async throws {
        let file = Pictures.gradient(format, width: 400, height: 300)
        _ = try await scaler.copies(of: file, fitting: [20])
        for length in [0, 1, 8, 20, 33, file.count / 2, file.count * 3 / 4, file.count - 20] {
            await #expect(throws: ImageError.self, "\(format) \(length)") {
                try await scaler.copies(of: Array(file.prefix(length)), fitting: [20])
            }
        }
    }

    @Test(arguments: ImageFormat.allCases) func theHeaderTellsThatAFileEndsEarly(_ format: ImageFormat) throws {
        let file = Pictures.gradient(format, width: 400, height: 300)
        let header = try ImageHeader(of: file + [0, 0, 0])
        #expect(header.format == format && (header.width, header.height) == (400, 300))
        // GIF may leave out its last byte; one of padding may end a WebP.
        for length in [0, 8, 20, 33, 200, file.count / 2, file.count - 4] {
            #expect(throws: ImageError.self, "\(length)") { try ImageHeader(of: Array(file.prefix(length))) }
        }
        if format == .png {
            let empty = Array(file.prefix(33) + file.suffix(12))
            #expect(throws: ImageError.damaged(.png, reason: "the file ends within the picture")) { try ImageHeader(of: empty) }
        }
    }

    @Test(arguments: ImageFormat.allCases) func everyTruncationAndRandomDamageEndsInAResultOrAnError(_ format: ImageFormat) async throws {
        let file = Pictures.gradient(format)
        var random = SplitMix(state: 7)
        var refused = 0
        var accepted = 0
        var oversized = 0
        func take(_ bytes: [UInt8]) async {
            do throws(ImageError) {
                let scaled = try await scaler.copies(of: bytes, fitting: [20])
                accepted += 1
                oversized += scaled.copies.count { $0.width > 20 || $0.height > 20 || $0.bytes.isEmpty }
            } catch {
                refused += 1
            }
        }
        for length in 0..<file.count { await take(Array(file.prefix(length))) }
        for _ in 0..<1_500 {
            var bytes = file
            for _ in 0...Int(random.next() % 4) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if random.next() % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
            await take(bytes)
        }
        #expect(refused > 100)
        #expect(accepted > 0)
        #expect(oversized == 0)
    }

    @Test func otherFilesAreNoPictures() async {
        for file in [[], Array("<svg/>".utf8), Array("%PDF-1.7".utf8), [0xff], [UInt8](repeating: 0, count: 100)] as [[UInt8]] {
            await #expect(throws: ImageError.unknownFormat) { try await scaler.copies(of: file, fitting: [150]) }
        }
    }

    @Test func bombsAreRefusedByTheirHeader() async throws {
        var file = Pictures.gradient(.png)
        file.replaceSubrange(16..<24, with: [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60])
        let limits = ImageLimits()
        await #expect(throws: ImageError.tooManyPixels(width: 60_000, height: 60_000, limits: limits)) {
            try await scaler.copies(of: file, fitting: [150])
        }
        file.replaceSubrange(16..<24, with: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
        await #expect(throws: ImageError.tooManyPixels(width: 0xffff_ffff, height: 0xffff_ffff, limits: limits)) {
            try await scaler.copies(of: file, fitting: [150])
        }
        file.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 1])
        await #expect(throws: ImageError.damaged(.png, reason: "a side has no pixels")) {
            try await scaler.copies(of: file, fitting: [150])
        }
        let large = [UInt8](repeating: 0, count: limits.bytes + 1)
        await #expect(throws: ImageError.fileTooLarge(bytes: large.count, limit: limits.bytes)) {
            try await scaler.copies(of: large, fitting: [150])
        }
        let narrow = ImageScaler(limits: ImageLimits(pixels: 48 * 36 - 1))
        await #expect(throws: ImageError.tooManyPixels(width: 48, height: 36, limits: narrow.limits)) {
            try await narrow.copies(of: Pictures.gradient(.webp), fitting: [20])
        }
    }

    @Test func manyScansAreRefused() async throws {
        var file = Pictures.gradient(.jpeg)
        file.insert(contentsOf: (0..<64).flatMap { _ in [0xff, 0xda, 0x00, 0x02] as [UInt8] }, at: file.count - 2)
        await #expect(throws: ImageError.unsupported(.jpeg, feature: "more than 64 scans")) {
            try await scaler.copies(of: file, fitting: [20])
        }
    }

    @Test func libgdIsSilent() async throws {
        var pipe: (Int32, Int32) = (0, 0)
        try #require(withUnsafeMutablePointer(to: &pipe) { $0.withMemoryRebound(to: Int32.self, capacity: 2) { Glibc.pipe($0) } } == 0)
        let saved = dup(2)
        dup2(pipe.1, 2)
        for format in ImageFormat.allCases {
            let file = Pictures.gradient(format)
            _ = try? await scaler.copies(of: Array(file.prefix(file.count / 2)), fitting: [20])
        }
        dup2(saved, 2)
        close(pipe.1)
        close(saved)
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(pipe.0, &buffer, buffer.count)
        close(pipe.0)
        #expect(count == 0, "\(String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self))")
    }
}

/// A small generator of reproducible random numbers.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
