import EventLoops
import Testing

@testable import ProtoRuntime

@Suite struct ConnectionLifeTests {
    private static func at(_ seconds: Double) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds * 1e9)) }

    /// A connection that has got past its handshake.
    private static func life(
        idle: Double? = nil, age: Double? = nil, grace: Double? = nil, jitter: Double = 0, keepalive: KeepaliveConfiguration? = nil
    ) -> ConnectionLife {
        var configuration = HTTP2Configuration()
        configuration.keepalive = keepalive
        var lifetime = ConnectionLifetime()
        lifetime.maximumIdle = idle.map { .seconds($0) }
        lifetime.maximumAge = age.map { .seconds($0) }
        lifetime.grace = grace.map { .seconds($0) }
        var life = ConnectionLife(configuration, lifetime: lifetime, jitter: jitter, now: at(0))
        life.didReceiveSettings()
        return life
    }

    /// What `tick` says at its own deadline, with that deadline.
    private static func next(_ life: inout ConnectionLife) -> (MonotonicTime?, ConnectionLife.Action?) {
        guard let deadline = life.deadline else { return (nil, nil) }
        #expect(life.tick(at: MonotonicTime(nanoseconds: deadline.nanoseconds - 1)) == nil, "nothing happens before the deadline")
        return (deadline, life.tick(at: deadline))
    }

    @Test func aConnectionWithoutLimitsLivesForEver() {
        var life = Self.life()
        #expect(life.deadline == nil)
        #expect(life.tick(at: MonotonicTime(nanoseconds: .max)) == nil)
    }

    @Test func aPeerThatSaysNothingIsNotWaitedFor() {
        var life = ConnectionLife(HTTP2Configuration(), lifetime: ConnectionLifetime(), jitter: 0, now: Self.at(0))
        #expect(Self.next(&life) == (Self.at(10), .close(reason: "no HTTP/2 preface in time")))
    }

    @Test func settingsMustBeAcknowledged() {
        var life = Self.life()
        life.didSendSettings(at: Self.at(1))
        var late = life
        #expect(Self.next(&late) == (Self.at(11), .fail(.settingsTimeout)))
        life.didReceiveSettingsAcknowledgement()
        #expect(life.deadline == nil)
    }

    @Test func aHeaderBlockMustCompleteInTimeHoweverItIsSliced() {
        var life = Self.life()
        for second in 1..<10 { life.didStop(inHeadersOf: 1, at: Self.at(Double(second))) }
        var late = life
        #expect(Self.next(&late) == (Self.at(11), .fail(.headerTimeout)))
        // Another block has its own time.
        life.didStop(inHeadersOf: 3, at: Self.at(9))
        #expect(life.deadline == Self.at(19))
        life.didStop(inHeadersOf: nil, at: Self.at(10))
        #expect(life.deadline == nil)
    }

    @Test func outputThatDoesNotMoveEndsTheConnection() {
        var life = Self.life()
        life.didBlock(hasProgressed: false, at: Self.at(0))
        life.didBlock(hasProgressed: false, at: Self.at(30))
        #expect(life.deadline == Self.at(60))
        life.didBlock(hasProgressed: true, at: Self.at(50))
        #expect(life.deadline == Self.at(110))
        var stuck = life
        #expect(stuck.tick(at: Self.at(110)) == .close(reason: "the peer has taken no output for 60.0 seconds"))
        life.didUnblock()
        #expect(life.deadline == nil)
    }

    @Test func idlenessCountsFromTheLastCall() {
        var life = Self.life(idle: 5)
        #expect(life.deadline == Self.at(5))
        life.didBecomeBusy()
        #expect(life.deadline == nil)
        #expect(life.needsIdleTime)
        life.didBecomeIdle(at: Self.at(100))
        #expect(Self.next(&life) == (Self.at(105), .announceEnd))
        #expect(life.didAcknowledgeEnd(at: Self.at(106)) == .refuseStreams(debugData: "max_idle"))
        #expect(life.deadline == nil)
    }

    @Test func ageCountsWhateverHappensAndEndsInTwoSteps() {
        var life = Self.life(age: 100, grace: 7)
        life.didBecomeBusy()
        #expect(Self.next(&life) == (Self.at(100), .announceEnd))
        // Without an acknowledgement the second step comes after five seconds.
        #expect(Self.next(&life) == (Self.at(105), .refuseStreams(debugData: "max_age")))
        #expect(Self.next(&life) == (Self.at(112), .close(reason: "calls were not over in time")))
    }

    @Test func anAcknowledgementEndsTheFirstStepAndOnlyThat() {
        var life = Self.life()
        #expect(life.didAcknowledgeEnd(at: Self.at(1)) == nil)
        #expect(!life.isDraining)
        #expect(life.end(debugData: "x", at: Self.at(1)) == .announceEnd)
        #expect(life.end(debugData: "y", at: Self.at(2)) == nil)
        #expect(life.didAcknowledgeEnd(at: Self.at(2)) == .refuseStreams(debugData: "x"))
        #expect(life.didAcknowledgeEnd(at: Self.at(3)) == nil)
        #expect(life.isDraining)
        #expect(life.deadline == nil)
    }

    @Test(arguments: [(-0.1, 90.0), (0.1, 110.0), (0.05, 105.0), (7, 110), (-7, 90)])
    func ageVariesByTenPercent(jitter: Double, seconds: Double) {
        #expect(Self.life(age: 100, jitter: jitter).deadline == Self.at(seconds))
    }

    @Test func keepaliveAsksAndGivesUp() {
        var life = Self.life(keepalive: .server(interval: .seconds(20), timeout: .seconds(3)))
        life.didRead(at: Self.at(5))
        #expect(Self.next(&life) == (Self.at(25), .ping))
        #expect(Self.next(&life) == (Self.at(28), .close(reason: "the peer has not answered a keepalive PING in time")))
    }

    @Test func nobodyIsBlamedForWhatIsNotRead() {
        var life = Self.life(keepalive: .server(interval: .seconds(20), timeout: .seconds(3)))
        life.didSendSettings(at: Self.at(0))
        life.didStop(inHeadersOf: 1, at: Self.at(0))
        life.didPauseReading()
        #expect(life.deadline == nil)
        #expect(life.tick(at: Self.at(1000)) == nil)
        life.didResumeReading(at: Self.at(1000))
        #expect(life.tick(at: Self.at(1000)) == nil)
        #expect(life.deadline == Self.at(1010))
    }
}
