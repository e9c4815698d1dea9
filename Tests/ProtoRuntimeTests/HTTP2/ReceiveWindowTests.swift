import Testing

@testable import ProtoRuntime

@Suite struct ReceiveWindowTests {
    @Test func windowIsGivenBackOnReceiptBelowTheLimit() {
        var window = ReceiveWindow(limit: 100)
        #expect(window.received(60) == 60)
        #expect(window.received(40) == 40)
        #expect(window.unread == 100)
        #expect(window.withheld == 0)
        #expect(window.taken(100) == 0)
        #expect(window.unread == 0)
    }

    @Test func whatIsUnreadBeyondTheLimitIsWithheldUntilItIsTaken() {
        var window = ReceiveWindow(limit: 100)
        #expect(window.received(130) == 100)
        #expect(window.withheld == 30)
        #expect(window.received(20) == 0)
        #expect(window.withheld == 50)
        #expect(window.taken(10) == 10)
        #expect(window.taken(140) == 40)
        #expect(window.withheld == 0)
        #expect(window.unread == 0)
    }

    @Test func everyByteIsGivenBackOnceWhateverTheOrder() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            var window = ReceiveWindow(limit: 50)
            var (received, taken, given) = (0, 0, 0)
            for _ in 0..<100 {
                let count = Int.random(in: 0...40, using: &generator)
                if Bool.random(using: &generator) {
                    received += count
                    given += window.received(count)
                } else {
                    let some = min(count, received - taken)
                    taken += some
                    given += window.taken(some)
                }
                #expect(received - given == max(0, window.unread - 50))
            }
            given += window.taken(received - taken)
            #expect(given == received)
        }
    }

    @Test func takingMoreThanThereIsTakesWhatThereIs() {
        var window = ReceiveWindow(limit: 0)
        #expect(window.received(5) == 0)
        #expect(window.taken(50) == 5)
        #expect(window.unread == 0)
    }
}
