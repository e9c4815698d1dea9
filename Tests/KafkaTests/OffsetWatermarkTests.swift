import Testing

@testable import Kafka

/// A watermark that expectations may change.
private final class Watched {
    private var watermark = OffsetWatermark()
    var committable: Int64? { watermark.committable }
    var unfinished: Int { watermark.unfinished }
    func deliver(_ offset: Int64) { watermark.deliver(offset) }
    func finish(_ offset: Int64) -> Bool { watermark.finish(offset) }
}

@Suite("The watermark of a partition")
struct OffsetWatermarkTests {
    @Test("only what lies below everything unfinished may be committed")
    func order() {
        let watermark = Watched()
        for offset in Int64(10)...14 { watermark.deliver(offset) }
        #expect(watermark.committable == nil)
        #expect(watermark.finish(12))
        #expect(watermark.committable == nil)
        #expect(watermark.finish(10))
        #expect(watermark.committable == 11)
        #expect(watermark.finish(11))
        #expect(watermark.committable == 13)
        #expect(watermark.unfinished == 2)
        #expect(watermark.finish(14))
        #expect(watermark.finish(13))
        #expect(watermark.committable == 15)
        #expect(watermark.unfinished == 0)
    }

    @Test("a message is finished once, and only when it was delivered")
    func strangers() {
        let watermark = Watched()
        #expect(!watermark.finish(0))
        watermark.deliver(5)
        watermark.deliver(9)
        #expect(!watermark.finish(6), "offsets have gaps where messages were removed")
        #expect(watermark.finish(9))
        #expect(!watermark.finish(9))
        watermark.deliver(7)
        #expect(watermark.unfinished == 1, "an offset below the last one is none of this assignment")
        #expect(watermark.finish(5))
        #expect(watermark.committable == 10)
    }

    @Test("agrees with a set of what is unfinished, in any order and with gaps", arguments: [UInt64(1), 2, 3])
    func random(seed: UInt64) {
        var state = seed
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let watermark = Watched()
        var unfinished: [Int64] = []
        var next: Int64 = 0
        var finishedOnce = false
        for _ in 0..<5000 {
            if draw(2) == 0 || unfinished.isEmpty {
                next += Int64(1 + draw(3))
                watermark.deliver(next)
                unfinished.append(next)
            } else {
                let before = watermark.committable
                let offset = unfinished.remove(at: draw(min(unfinished.count, 40)))
                #expect(watermark.finish(offset))
                finishedOnce = finishedOnce || watermark.committable != nil
                // Between the last finished one below all others and the first unfinished one.
                if let first = unfinished.first {
                    #expect(watermark.committable.map { $0 <= first } ?? true)
                } else {
                    #expect(watermark.committable == next + 1)
                }
                #expect(before ?? 0 <= watermark.committable ?? 0)
            }
            #expect(watermark.unfinished == unfinished.count)
        }
        #expect(finishedOnce)
    }
}
