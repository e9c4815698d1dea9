import EventLoops
import Testing

@testable import ProtoRuntime

@Suite struct FloodMeterTests {
    private static func at(_ seconds: Double) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds * 1e9)) }

    private static func meter(burst: Int = 10, perSecond: Int = 2) -> FloodMeter {
        FloodMeter(FloodLimit(burst: burst, perSecond: perSecond), now: at(0))
    }

    @Test func theBurstIsAllowedAndOneMoreIsNot() {
        var meter = Self.meter()
        #expect((0..<11).map { _ in meter.count(at: Self.at(0)) } == Array(repeating: false, count: 10) + [true])
    }

    @Test func timeMakesRoom() {
        var meter = Self.meter()
        for _ in 0..<10 { _ = meter.count(at: Self.at(0)) }
        // Four and a half seconds drain eight.
        #expect((0..<9).map { _ in meter.count(at: Self.at(4.5)) } == Array(repeating: false, count: 8) + [true])
    }

    @Test func theLongRunRateIsAllowedForEver() {
        var meter = Self.meter()
        for second in 0..<1000 {
            for half in 0..<2 { #expect(meter.count(at: Self.at(Double(second) + Double(half) / 2)) == false) }
        }
    }

    @Test func timeAloneGathersNoCredit() {
        var meter = Self.meter()
        #expect((0..<11).map { _ in meter.count(at: Self.at(1_000_000)) }.last == true)
    }

    @Test func usefulWorkGathersCredit() {
        var meter = Self.meter(perSecond: 0)
        meter.credit(100)
        #expect((0..<111).map { _ in meter.count(at: Self.at(0)) } == Array(repeating: false, count: 110) + [true])
        meter.clear()
        #expect(meter.count(at: Self.at(0)) == false)
    }

    @Test func clearingTakesNoCreditAway() {
        var meter = Self.meter()
        meter.credit(5)
        meter.clear()
        #expect((0..<16).map { _ in meter.count(at: Self.at(0)) } == Array(repeating: false, count: 15) + [true])
    }

    @Test func extremeValuesDoNotTrap() {
        var meter = FloodMeter(.unlimited, now: MonotonicTime(nanoseconds: .min))
        meter.credit(.max)
        #expect(meter.count(at: MonotonicTime(nanoseconds: .max)) == false)
        var fast = Self.meter(perSecond: .max)
        for second in 0..<100 { #expect(fast.count(at: Self.at(Double(second))) == false) }
        #expect(FloodLimit(burst: -1, perSecond: -1) == FloodLimit(burst: 0, perSecond: 0))
    }
}

@Suite struct AbuseMeterTests {
    private static let start = MonotonicTime(nanoseconds: 0)

    /// How many events of a kind pass before one is too many, up to 50,000.
    private static func allowed(_ event: AbuseMeter.Event, after prepare: (inout AbuseMeter) -> Void = { _ in }) -> (Int, String?) {
        var meter = AbuseMeter(AbuseLimits(), now: start)
        prepare(&meter)
        for number in 0..<50_000 {
            if let excess = meter.count(event, at: start) { return (number, excess) }
        }
        return (50_000, nil)
    }

    @Test(arguments: [
        (AbuseMeter.Event.reset, 10_000, "too_many_resets"), (.ping, 1_000, "too_many_pings"), (.settings, 100, "too_many_settings"),
        (.emptyData, 1_000, "too_many_empty_data_frames"), (.windowUpdate, 10_000, "too_many_window_updates"),
        (.otherFrame, 1_000, "too_many_control_frames"),
    ])
    func everyKindHasItsLimit(event: AbuseMeter.Event, limit: Int, text: String) {
        #expect(Self.allowed(event) == (limit, text))
    }

    @Test func workExplainsFrames() {
        #expect(Self.allowed(.windowUpdate) { for _ in 0..<1_000 { $0.didSendHeadersOrData() } }.0 == 14_000)
        #expect(Self.allowed(.otherFrame) { $0.didOpenStream() }.0 == 1_010)
        #expect(Self.allowed(.reset) { $0.didFinishStream() }.0 == 10_001)
        var meter = AbuseMeter(AbuseLimits(), now: Self.start)
        for _ in 0..<10_000 {
            #expect(meter.count(.ping, at: Self.start) == nil)
            meter.didSendHeadersOrData()
        }
    }

    @Test func aThousandCancelledCallsASecondAreNormal() {
        var meter = AbuseMeter(AbuseLimits(), now: Self.start)
        for second in 0..<100 {
            let now = Self.start.advanced(by: .seconds(second))
            for _ in 0..<1_000 { #expect(meter.count(.reset, at: now) == nil) }
        }
    }
}
