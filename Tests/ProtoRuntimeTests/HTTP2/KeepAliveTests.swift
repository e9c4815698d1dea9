import EventLoops
import Testing

@testable import ProtoRuntime

@Suite struct KeepAliveTests {
    private static func at(_ seconds: Double) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds * 1e9)) }

    private static func machine(permitWithoutCalls: Bool = true) -> KeepAlive {
        KeepAlive(
            KeepaliveConfiguration(interval: .seconds(10), timeout: .seconds(2), permitWithoutCalls: permitWithoutCalls), now: at(0))
    }

    @Test func aPingIsSentAfterSilenceAndSilenceAfterThePingEndsTheConnection() {
        var machine = Self.machine()
        #expect(machine.deadline(hasCalls: true) == Self.at(10))
        #expect(machine.tick(at: Self.at(9.9), hasCalls: true) == nil)
        #expect(machine.tick(at: Self.at(10), hasCalls: true) == .sendPing)
        #expect(machine.deadline(hasCalls: true) == Self.at(12))
        #expect(machine.tick(at: Self.at(11.9), hasCalls: true) == nil)
        #expect(machine.tick(at: Self.at(12), hasCalls: true) == .giveUp)
    }

    @Test func whateverComesShowsThatThePeerLives() {
        var machine = Self.machine()
        machine.didRead(at: Self.at(5))
        #expect(machine.tick(at: Self.at(10), hasCalls: true) == nil)
        #expect(machine.tick(at: Self.at(15), hasCalls: true) == .sendPing)
        machine.didRead(at: Self.at(16))
        #expect(machine.tick(at: Self.at(17), hasCalls: true) == nil)
        // Measured from the last byte and not from the last PING, so that servers with the same interval find no fault.
        #expect(machine.deadline(hasCalls: true) == Self.at(26))
    }

    @Test func withoutCallsNothingIsSentUnlessItIsPermitted() {
        var quiet = Self.machine(permitWithoutCalls: false)
        #expect(quiet.deadline(hasCalls: false) == nil)
        #expect(quiet.tick(at: Self.at(100), hasCalls: false) == nil)
        // The interval has run all the while: the first call is preceded by a PING.
        #expect(quiet.tick(at: Self.at(100), hasCalls: true) == .sendPing)
        var loud = Self.machine()
        #expect(loud.tick(at: Self.at(10), hasCalls: false) == .sendPing)
    }

    @Test func aPingThatIsOnItsWayIsWaitedForEvenIfTheCallsEnd() {
        var machine = Self.machine(permitWithoutCalls: false)
        #expect(machine.tick(at: Self.at(10), hasCalls: true) == .sendPing)
        #expect(machine.tick(at: Self.at(12), hasCalls: false) == .giveUp)
    }

    @Test func valuesThatMakeNoSenseAreRaised() {
        let client = KeepaliveConfiguration.client(interval: .seconds(1), timeout: .zero)
        #expect(client.interval == .seconds(10))
        #expect(client.timeout == .milliseconds(100))
        #expect(!client.permitWithoutCalls)
        #expect(KeepaliveConfiguration.server(interval: .zero).interval == .seconds(1))
        #expect(KeepaliveConfiguration.server().interval == .seconds(7200))
        #expect(KeepaliveConfiguration.server().timeout == .seconds(20))
        #expect(KeepaliveConfiguration.server().permitWithoutCalls)
    }

    @Test func aServerThatComplainsIsAskedHalfAsOften() {
        let changed = KeepaliveConfiguration.client(interval: .seconds(10), permitWithoutCalls: true).afterTooManyPings
        #expect(changed == .client(interval: .seconds(20), permitWithoutCalls: true))
    }
}

@Suite struct PingStrikesTests {
    private static func at(_ seconds: Int) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds) * 1_000_000_000) }

    private static func account(_ interval: Duration = .seconds(300), permitWithoutCalls: Bool = false) throws -> PingStrikes {
        try #require(PingStrikes(.strict(minimumInterval: interval, permitWithoutCalls: permitWithoutCalls)))
    }

    @Test func permissiveServersKeepNoAccount() {
        #expect(PingStrikes(.permissive) == nil)
    }

    @Test func theThirdStrikeIsOneTooMany() throws {
        var account = try Self.account()
        let results = (0..<4).map { account.didReceivePing(at: Self.at($0), hasCalls: true) }
        #expect(results == [false, false, false, true])
    }

    @Test func pingsFarEnoughApartAreFine() throws {
        var account = try Self.account()
        for turn in 0..<20 { #expect(account.didReceivePing(at: Self.at(turn * 300), hasCalls: true) == false) }
    }

    @Test func withoutCallsTwoHoursMustPass() throws {
        var account = try Self.account()
        let results = (0..<4).map { account.didReceivePing(at: Self.at($0 * 3600), hasCalls: false) }
        #expect(results == [false, false, false, false])
        #expect(account.didReceivePing(at: Self.at(3 * 3600 + 300), hasCalls: true) == false)
        var permitted = try Self.account(permitWithoutCalls: true)
        for turn in 0..<20 { #expect(permitted.didReceivePing(at: Self.at(turn * 300), hasCalls: false) == false) }
        var quick = try Self.account()
        #expect((0..<4).map { quick.didReceivePing(at: Self.at($0 * 300), hasCalls: false) } == [false, false, false, true])
    }

    @Test func sentHeadersOrDataClearTheAccount() throws {
        var account = try Self.account()
        for turn in 0..<20 {
            _ = account.didReceivePing(at: Self.at(turn), hasCalls: true)
            #expect(account.didReceivePing(at: Self.at(turn), hasCalls: true) == false)
            account.didSendHeadersOrData()
        }
    }
}
