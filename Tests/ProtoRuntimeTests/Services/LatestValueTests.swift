import Testing

@testable import ProtoRuntime

@Suite struct LatestValueTests {
    @Test func ofSeveralChangesTheLastIsSeen() async {
        let value = LatestValue(1)
        #expect(await value.next() == 1)
        value.set(2)
        value.set(3)
        #expect(await value.next() == 3)
    }

    @Test func aWaitingConsumerSeesTheNextChange() async {
        let value = LatestValue(1)
        #expect(await value.next() == 1)
        async let next = value.next()
        while !value.hasConsumer { await Task.yield() }
        value.set(2)
        #expect(await next == 2)
    }

    @Test func whatIsPendingComesBeforeTheEnd() async {
        let value = LatestValue(1)
        value.finish()
        value.set(2)
        #expect(await value.next() == 1)
        #expect(await value.next() == nil)
        #expect(await value.next() == nil)
    }

    @Test func theEndWakesTheConsumer() async {
        let value = LatestValue(1)
        _ = await value.next()
        async let next = value.next()
        while !value.hasConsumer { await Task.yield() }
        value.finish()
        #expect(await next == nil)
    }

    @Test func cancellingWakesTheConsumer() async {
        let value = LatestValue(1)
        _ = await value.next()
        let task = Task { await value.next() }
        while !value.hasConsumer { await Task.yield() }
        task.cancel()
        #expect(await task.value == nil)
    }
}
