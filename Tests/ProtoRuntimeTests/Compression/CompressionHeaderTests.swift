import Testing

@testable import ProtoRuntime

@Suite struct CompressionHeaderTests {
    @Test(arguments: [("identity", CompressionAlgorithm.identity), ("deflate", .deflate), ("gzip", .gzip)])
    func namesAreThoseOnTheWire(name: String, algorithm: CompressionAlgorithm) {
        #expect(CompressionAlgorithm(name: Array(name.utf8)) == algorithm)
        #expect(algorithm.name == name)
    }

    @Test(arguments: ["", "GZIP", "gzip ", "x-gzip", "zstd", "br", "gzip,deflate", "\u{0}"])
    func otherNamesAreUnknown(name: String) {
        #expect(CompressionAlgorithm(name: Array(name.utf8)) == nil)
    }

    private func accepted(_ values: [String]) -> CompressionSet {
        var set = CompressionSet.none
        for value in values { set.insert(acceptEncoding: Array(value.utf8)) }
        return set
    }

    private static let lists: [(values: [String], expected: CompressionSet)] = [
        ([], .none),
        ([""], .none),
        (["gzip"], [.gzip]),
        (["identity,deflate,gzip"], .all),
        (["identity, deflate , gzip"], .all),
        (["\tgzip\t"], [.gzip]),
        (["gzip", "deflate"], .all),
        ([" ,, gzip,,"], [.gzip]),
        (["zstd, snappy;q=1, gzip"], [.gzip]),
        (["gzip;q=0.5"], .none),
        (["gzip deflate"], .none),
        (["gzip gzip, deflate"], [.deflate]),
        (["GZIP"], .none),
    ]

    @Test(arguments: lists)
    func listsMayBeWrittenInManyWays(values: [String], expected: CompressionSet) {
        #expect(accepted(values) == expected)
        #expect(accepted(values).contains(.identity))
    }

    @Test func theAnnouncementNamesWhatIsAcceptedAndReadsBack() {
        #expect(CompressionSet.all.acceptEncoding == "identity, deflate, gzip")
        #expect(CompressionSet.none.acceptEncoding == "identity")
        let some: CompressionSet = [.gzip]
        #expect(some.acceptEncoding == "identity, gzip")
        #expect(!some.contains(.deflate))
        for set in [CompressionSet.all, .none, some] { #expect(accepted([set.acceptEncoding]) == set) }
    }
}
