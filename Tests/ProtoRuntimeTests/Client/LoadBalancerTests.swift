import Testing

@testable import ProtoRuntime

@Suite struct LoadBalancerTests {
    private static func address(_ number: Int) throws -> Sockets.Address { try #require(Sockets.Address(ip: "127.0.0.\(number)", port: 1)) }

    private let down = RPCError(.unavailable, "down")
    private let one = SubchannelID(number: 1)
    private let two = SubchannelID(number: 2)
    private let three = SubchannelID(number: 3)

    // MARK: Pick first

    @Test func pickFirstUsesOneSubchannelForAllAddresses() throws {
        let addresses = [try Self.address(1), try Self.address(2)]
        var balancer = PickFirst(isShuffled: false)
        #expect(balancer.state == .idle)
        #expect(balancer.update(addresses) == [.add(one, addresses), .connect(one)])
        #expect(balancer.subchannel(one, didBecome: .connecting) == [])
        #expect(balancer.state == .connecting)
        #expect(balancer.subchannel(one, didBecome: .ready) == [])
        #expect(balancer.state == .ready)
        #expect(balancer.ready == [one])
    }

    @Test func pickFirstIsIdleAfterALostConnectionUntilItIsAsked() throws {
        var balancer = PickFirst(isShuffled: false)
        _ = balancer.update([try Self.address(1)])
        _ = balancer.subchannel(one, didBecome: .ready)
        #expect(balancer.subchannel(one, didBecome: .idle) == [.resolve])
        #expect(balancer.state == .idle)
        #expect(balancer.ready == [])
        #expect(balancer.connect() == [.connect(one)])
    }

    @Test func pickFirstStaysInTransientFailureUntilItHasConnected() throws {
        var balancer = PickFirst(isShuffled: false)
        _ = balancer.update([try Self.address(1)])
        _ = balancer.subchannel(one, didBecome: .connecting)
        #expect(balancer.subchannel(one, didBecome: .failed(down)) == [.resolve])
        #expect(balancer.state == .transientFailure)
        #expect(balancer.failure == down)
        #expect(balancer.subchannel(one, didBecome: .idle) == [.connect(one)])
        _ = balancer.subchannel(one, didBecome: .connecting)
        #expect(balancer.state == .transientFailure)
        _ = balancer.subchannel(one, didBecome: .ready)
        #expect(balancer.state == .ready)
    }

    @Test func pickFirstFollowsItsAddresses() throws {
        let old = [try Self.address(1)]
        let new = [try Self.address(2), try Self.address(1)]
        var balancer = PickFirst(isShuffled: false)
        _ = balancer.update(old)
        #expect(balancer.update(old) == [])
        #expect(balancer.update(new) == [.move(one, new)])
        #expect(balancer.update([]) == [.remove(one)])
        #expect(balancer.state == .transientFailure)
        #expect(balancer.subchannel(one, didBecome: .ready) == [])
        #expect(balancer.state == .transientFailure)
        #expect(balancer.update(old) == [.add(two, old), .connect(two)])
    }

    @Test func pickFirstShufflesOnlyWhenToldTo() throws {
        let addresses = try (1...50).map(Self.address)
        var balancer = PickFirst(isShuffled: true)
        guard case .add(_, let order)? = balancer.update(addresses).first else {
            Issue.record("no subchannel")
            return
        }
        #expect(order != addresses)
        #expect(Set(order) == Set(addresses))
    }

    // MARK: Round robin

    @Test func roundRobinConnectsToAllAndUsesWhatIsReady() throws {
        let (first, second) = (try Self.address(1), try Self.address(2))
        var balancer = RoundRobin()
        #expect(balancer.state == .idle)
        #expect(balancer.update([first, second, first]) == [.add(one, [first]), .connect(one), .add(two, [second]), .connect(two)])
        #expect(balancer.state == .connecting)
        _ = balancer.subchannel(two, didBecome: .ready)
        #expect(balancer.state == .ready)
        #expect(balancer.ready == [two])
        _ = balancer.subchannel(one, didBecome: .ready)
        #expect(balancer.ready == [one, two])
        #expect(balancer.subchannel(two, didBecome: .idle) == [.resolve, .connect(two)])
        #expect(balancer.ready == [one])
    }

    @Test func roundRobinFailsOnlyWhenAllHaveFailed() throws {
        var balancer = RoundRobin()
        _ = balancer.update([try Self.address(1), try Self.address(2)])
        #expect(balancer.subchannel(one, didBecome: .failed(down)) == [.resolve])
        #expect(balancer.state == .connecting)
        _ = balancer.subchannel(two, didBecome: .failed(down))
        #expect(balancer.state == .transientFailure)
        #expect(balancer.failure == down)
        #expect(balancer.subchannel(one, didBecome: .idle) == [.connect(one)])
        _ = balancer.subchannel(one, didBecome: .connecting)
        #expect(balancer.state == .transientFailure)
        _ = balancer.subchannel(one, didBecome: .ready)
        #expect(balancer.state == .ready)
        _ = balancer.subchannel(one, didBecome: .idle)
        #expect(balancer.state == .connecting)
    }

    @Test func roundRobinKeepsWhatIsStillListed() throws {
        let (first, second, third) = (try Self.address(1), try Self.address(2), try Self.address(3))
        var balancer = RoundRobin()
        _ = balancer.update([first, second])
        _ = balancer.subchannel(one, didBecome: .ready)
        _ = balancer.subchannel(two, didBecome: .ready)
        #expect(balancer.update([third, second]) == [.remove(one), .add(three, [third]), .connect(three)])
        #expect(balancer.ready == [two])
        #expect(balancer.subchannel(one, didBecome: .ready) == [])
        #expect(balancer.ready == [two])
        #expect(balancer.update([]) == [.remove(two), .remove(three)])
        #expect(balancer.state == .transientFailure)
        #expect(balancer.failure.message == "the target has no address")
    }
}

@Suite struct ConnectionValueTests {
    @Test func pausesGrowToTheLongest() {
        var backoff = BackoffSequence(ConnectionBackoff())
        #expect(backoff.next(share: 0) == .seconds(1))
        #expect(backoff.next(share: 1) == .milliseconds(1920))
        #expect(backoff.next(share: -1) == .milliseconds(2048))
        for _ in 0..<20 { _ = backoff.next() }
        #expect(backoff.next(share: 0) == .seconds(120))
        #expect(backoff.next(share: 1) == .seconds(144))
        backoff.reset()
        #expect(backoff.next(share: 0) == .seconds(1))
    }

    private final class Waiting: PendingCall {
        let number: Int
        let waitForReady: Bool
        var isFinished = false

        init(_ number: Int, waitForReady: Bool = false) {
            self.number = number
            self.waitForReady = waitForReady
        }

        func send(on connection: HTTP2Connection, authority: String) -> Bool { false }
        func fail(_ error: RPCError) {}
    }

    private static func numbers(_ queue: inout CallQueue) -> [Int] {
        var numbers: [Int] = []
        while let call = queue.popFirst() { numbers.append((call as? Waiting)?.number ?? -1) }
        return numbers
    }

    @Test func callsWaitInOrderAndEndedOnesAreSkipped() {
        var queue = CallQueue()
        let calls = (0..<3000).map { Waiting($0) }
        for call in calls { queue.append(call) }
        for call in calls where call.number % 3 == 0 { call.isFinished = true }
        let first = queue.popFirst()
        #expect((first as? Waiting)?.number == 1)
        if let first { queue.putBack(first) }
        #expect(Self.numbers(&queue) == (0..<3000).filter { $0 % 3 != 0 })
        #expect(queue.isEmpty)
        let again = Waiting(7)
        queue.putBack(again)
        #expect(Self.numbers(&queue) == [7])
    }

    @Test func aQueueOfEndedCallsDoesNotGrow() {
        var queue = CallQueue()
        let patient = Waiting(-1)
        queue.append(patient)
        for number in 0..<100_000 {
            let call = Waiting(number)
            queue.append(call)
            call.isFinished = true
        }
        #expect(queue.count <= 64)
        #expect(Self.numbers(&queue) == [-1])
    }

    @Test func theImpatientLeaveAndThePatientStay() {
        var queue = CallQueue()
        for number in 0..<6 { queue.append(Waiting(number, waitForReady: number % 2 == 0)) }
        #expect(queue.removeImpatient().compactMap { ($0 as? Waiting)?.number } == [1, 3, 5])
        #expect(Self.numbers(&queue) == [0, 2, 4])
        queue.append(Waiting(9))
        #expect(queue.removeAll().count == 1)
        #expect(queue.isEmpty)
    }

    @Test func waitersAreToldOfEveryOtherState() async {
        let watch = ConnectivityWatch()
        #expect(await watch.change(from: .ready) == .idle)
        async let first = watch.change(from: .idle)
        async let second = watch.change(from: .idle)
        watch.publish(.idle)
        watch.publish(.connecting)
        #expect(await first == .connecting)
        #expect(await second == .connecting)
        let cancelled = Task { await watch.change(from: .connecting) }
        cancelled.cancel()
        #expect(await cancelled.value == .connecting)
    }
}
