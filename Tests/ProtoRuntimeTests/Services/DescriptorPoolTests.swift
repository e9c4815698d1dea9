import GeneriaAPI
import KitchenSink
import Testing

@testable import ProtoRuntime

@Suite struct DescriptorPoolTests {
    private let pool = DescriptorPool([MediaAPI.fileDescriptorSet, HealthAPI.fileDescriptorSet, KitchenSinkAPI.fileDescriptorSet])

    @Test(arguments: [
        ("media.MediaService", "media/media.proto"), ("media.MediaService.GetMedia", "media/media.proto"),
        ("media.HealthCheckResponse", "media/media.proto"), ("media.HealthCheckResponse.Status", "media/media.proto"),
        ("media.HealthCheckResponse.status", "media/media.proto"),
        ("grpc.health.v1.Health", "grpc/health/v1/health.proto"),
        // The values of an enumeration are named beside it, not in it; some implementations look for them in it.
        ("grpc.health.v1.HealthCheckResponse.NOT_SERVING", "grpc/health/v1/health.proto"),
        ("grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING", "grpc/health/v1/health.proto"),
        ("fixtures.kitchen_sink.COLOR_RED", "kitchen_sink.proto"), ("fixtures.kitchen_sink.Tree.kind", "kitchen_sink.proto"),
        ("fixtures.kitchen_sink.Tree.Leaf.weight", "kitchen_sink.proto"), ("fixtures.kitchen_sink.Kitchen.Dine", "kitchen_sink.proto"),
    ])
    func symbolsOfAllKindsAreFound(symbol: String, file: String) {
        #expect(pool.file(declaring: symbol)?.name == file)
    }

    @Test(arguments: [
        "", ".", "media", "media.", ".media.MediaService", "media.Nope", "media.MediaService.", "media.MediaService.Nope",
        "media.MediaService.GetMedia.more", "grpc.health", "MediaService", "fixtures.kitchen_sink.weight",
        "fixtures.kitchen_sink.Tree.COLOR_RED",
    ])
    func otherNamesAreNot(symbol: String) {
        #expect(pool.file(declaring: symbol) == nil)
    }

    @Test func aVeryLongNameIsNotFound() {
        #expect(pool.file(declaring: "media" + String(repeating: ".a", count: 500_000)) == nil)
    }

    @Test func brokenSetsGiveWhatCanBeRead() {
        let set = MediaAPI.fileDescriptorSet
        for length in stride(from: 0, to: set.count, by: 7) {
            let pool = DescriptorPool([Array(set[..<length])])
            #expect(pool.file(declaring: "media.MediaService") == nil)
        }
        #expect(DescriptorPool([set + [0x0A, 0x7F]]).file(declaring: "media.MediaService") != nil)
    }

    /// Files `a` → `b`, `c`; `b` → `c`; `c` → `a`, which protoc would not allow.
    @Test func importsComeOnceAndCirclesEnd() throws {
        let files = [("a", ["b", "c"]), ("b", ["c"]), ("c", ["a", "missing"])].map { name, imports in
            Descriptor.field(1, Descriptor.text(1, name) + imports.flatMap { Descriptor.text(3, $0) })
        }
        let pool = DescriptorPool([files.flatMap { $0 }])
        #expect(pool.withImports(try #require(pool.file(named: "b"))).map(\.name) == ["b", "c", "a"])
        #expect(pool.withImports(try #require(pool.file(named: "a"))).map(\.name) == ["a", "b", "c"])
    }

    @Test func extensionsAreFoundInFilesAndMessages() {
        func extending(_ type: String, _ number: UInt8, _ name: String) -> [UInt8] {
            Descriptor.text(1, name) + Descriptor.text(2, type) + [3 << 3, number]
        }
        let nested = Descriptor.text(1, "N") + Descriptor.field(6, extending(".p.M", 101, "inner"))
        let message = Descriptor.text(1, "M") + Descriptor.field(3, nested)
        let file =
            Descriptor.text(1, "e.proto") + Descriptor.text(2, "p") + Descriptor.field(7, extending(".p.M", 120, "outer"))
            + Descriptor.field(4, message) + Descriptor.field(4, Descriptor.text(1, "Plain"))
        let pool = DescriptorPool([Descriptor.field(1, file)])
        #expect(pool.extensionNumbers(of: "p.M") == [101, 120])
        #expect(pool.extensionNumbers(of: "p.Plain") == [])
        #expect(pool.extensionNumbers(of: "p.outer") == nil && pool.extensionNumbers(of: "p.Nope") == nil)
        #expect(pool.file(declaringExtension: 101, of: "p.M")?.name == "e.proto")
        #expect(pool.file(declaringExtension: 102, of: "p.M") == nil && pool.file(declaringExtension: 101, of: "p.N") == nil)
        #expect(pool.file(declaring: "p.outer") != nil && pool.file(declaring: "p.M.N.inner") != nil)
    }
}

/// Writes descriptors that protoc would not.
enum Descriptor {
    static func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + (payload.count < 128 ? [UInt8(payload.count)] : [UInt8(payload.count & 127) | 128, UInt8(payload.count >> 7)])
            + payload
    }

    static func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
}
