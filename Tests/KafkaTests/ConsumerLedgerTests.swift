import Testing

@testable import Kafka

@Suite("The ledger of a consumer")
struct ConsumerLedgerTests {
    private let zero = TopicPartition(topic: "t", partition: 0)
    private let one = TopicPartition(topic: "t", partition: 1)

    @Test("offsets are asked to be kept once, and again when they were not")
    func commits() {
        let ledger = ConsumerLedger(limit: 100)
        ledger.assign([zero, one])
        let assignment = ledger.deliver(3, of: zero)
        ledger.finish(3, of: zero, assignment: assignment)
        #expect(ledger.takeOffsets() == [zero: 4])
        #expect(ledger.takeOffsets() == [:])
        ledger.forget(3, of: zero)
        #expect(ledger.takeOffsets() == [:], "another offset than the one asked for last")
        ledger.forget(4, of: zero)
        #expect(ledger.takeOffsets() == [zero: 4])
    }

    @Test("whoever finishes late, when the partition was given away or has come back, changes nothing")
    func lateness() {
        let ledger = ConsumerLedger(limit: 100)
        ledger.assign([zero])
        let first = ledger.deliver(0, of: zero)
        ledger.revoke([zero])
        #expect(ledger.unfinished == 0)
        ledger.finish(0, of: zero, assignment: first)
        #expect(ledger.takeOffsets() == [:])
        ledger.assign([zero])
        let second = ledger.deliver(0, of: zero)
        ledger.finish(0, of: zero, assignment: first)
        #expect(ledger.takeOffsets() == [:])
        #expect(ledger.unfinished == 1)
        ledger.finish(0, of: zero, assignment: second)
        #expect(ledger.takeOffsets() == [zero: 1])
    }

    @Test("a partition whose offsets begin anew is counted anew")
    func startingOver() {
        let ledger = ConsumerLedger(limit: 100)
        ledger.assign([zero])
        let first = ledger.deliver(500, of: zero)
        let second = ledger.deliver(0, of: zero)
        #expect(ledger.unfinished == 1)
        ledger.finish(500, of: zero, assignment: first)
        #expect(ledger.takeOffsets() == [:])
        ledger.finish(0, of: zero, assignment: second)
        #expect(ledger.takeOffsets() == [zero: 1])
    }

    @Test("no more is wanted from the limit on, until half is finished; the owner's pause is another matter")
    func saturation() {
        let ledger = ConsumerLedger(limit: 4)
        ledger.assign([zero, one])
        let numbers = (0..<4).map { ledger.deliver(Int64($0), of: $0 % 2 == 0 ? zero : one) }
        #expect(ledger.isPaused)
        ledger.finish(3, of: one, assignment: numbers[3])
        #expect(ledger.isPaused)
        ledger.finish(0, of: zero, assignment: numbers[0])
        #expect(!ledger.isPaused)
        ledger.setPaused(true)
        #expect(ledger.isPaused)
        ledger.setPaused(false)
        #expect(!ledger.isPaused)
        for offset in Int64(4)...6 { _ = ledger.deliver(offset, of: zero) }
        #expect(ledger.isPaused)
        ledger.revoke([zero])
        #expect(!ledger.isPaused, "what is unfinished of a partition goes with it")
    }
}
