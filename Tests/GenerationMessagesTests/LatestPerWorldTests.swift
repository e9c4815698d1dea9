import Environments
import Synchronization
import Testing

@testable import GenerationMessages

@Suite("The latest per world")
struct LatestPerWorldTests {
    private final class Sent: Sendable {
        let all = Mutex<[(world: Identifier, value: Int)]>([])
        func values(of world: Identifier) -> [Int] { all.withLock { $0.filter { $0.world == world }.map(\.value) } }
    }

    private let one = Identifier(high: 0, low: 1)
    private let two = Identifier(high: 0, low: 2)

    @Test("the first goes on at once, of many only some, the last one always; worlds do not wait for each other", .timeLimit(.minutes(1)))
    func thinning() async throws {
        let sent = Sent()
        let latest = LatestPerWorld<Int>(pause: .milliseconds(40)) { world, value in sent.all.withLock { $0.append((world, value)) } }
        latest.take(0, of: one)
        #expect(sent.values(of: one) == [0])
        for value in 1...1000 { latest.take(value, of: one) }
        latest.take(7, of: two)
        #expect(sent.values(of: two) == [7])
        while sent.values(of: one).last != 1000 { try await Task.sleep(for: .milliseconds(5)) }
        let values = sent.values(of: one)
        #expect(values.count < 50 && values == values.sorted())
        // After a pause without news the next one goes on at once again.
        try await Task.sleep(for: .milliseconds(200))
        latest.take(1001, of: one)
        #expect(sent.values(of: one).last == 1001)
    }

    @Test("closing sends what waits; later ones go on at once")
    func closing() {
        let sent = Sent()
        let latest = LatestPerWorld<Int>(pause: .seconds(3600)) { world, value in sent.all.withLock { $0.append((world, value)) } }
        for value in 1...5 { latest.take(value, of: one) }
        #expect(sent.values(of: one) == [1])
        latest.close()
        #expect(sent.values(of: one) == [1, 5])
        latest.take(6, of: one)
        #expect(sent.values(of: one) == [1, 5, 6])
    }
}
