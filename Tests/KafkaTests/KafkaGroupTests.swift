import Kafka
import Telemetry
import Testing

/// What groups do takes seconds, most of them in waiting for other members: the scenarios run beside each other, on brokers of their own.
@Suite("Consumer groups")
struct KafkaGroupTests {
    @Test("messages, pauses, members that come and go, and brokers that are away for a while")
    func groups() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await roundTrip() }
            group.addTask { try await pauseAndResumption() }
            group.addTask { try await rebalance() }
            group.addTask { try await outage() }
            try await group.waitForAll()
        }
    }

    /// What is sent arrives as it was, in the order of each key; a full reader is left alone until it has finished half.
    private func roundTrip() async throws {
        try await withCluster { cluster, configuration in
            try cluster.create(topic: "t", partitions: 3)
            let reader = try Reader(configuration, topic: "t", maximumUnfinished: 50, finishes: false)
            try await withProducer(configuration) { producer in
                try await producer.send(
                    topic: "t", key: nil, value: [], headers: [KafkaHeader("a", [0, 255]), KafkaHeader("a", nil), KafkaHeader("b", [])])
                try await withThrowingTaskGroup { group in
                    for key in ["one", "two", "drei", "четыре", ""] {
                        group.addTask {
                            for number in 0..<20 {
                                try await producer.send(topic: "t", key: key.bytes, value: "\(key) \(number)".bytes)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            await eventually("as many as may be unfinished") { reader.consumer.unfinished >= 50 }
            try await Task.sleep(for: .milliseconds(300))
            let taken = await reader.messages
            #expect(taken.count < 60, "a few may have been on their way")
            var finished = 0
            await eventually("all") {
                let messages = await reader.messages
                for message in messages[finished...] { reader.consumer.finish(message) }
                finished = messages.count
                return finished == 101
            }
            let messages = await reader.messages
            for key in ["one", "two", "drei", "четыре", ""] {
                let own = messages.filter { $0.key == key.bytes }
                #expect(own.map { String(decoding: $0.value, as: UTF8.self) } == (0..<20).map { "\(key) \($0)" })
                #expect(Set(own.map(\.partition)).count == 1)
            }
            let bare = try #require(messages.first { $0.key == nil })
            #expect(bare.value.isEmpty)
            #expect(bare.headers == [KafkaHeader("a", [0, 255]), KafkaHeader("a", nil), KafkaHeader("b", [])])
            #expect(reader.consumer.partitions == ["t": [0, 1, 2]])
            await reader.close()
        }
    }

    /// A paused consumer takes nothing and stays in its group; closing keeps what is finished, and the rest comes to the next member.
    private func pauseAndResumption() async throws {
        try await withCluster { cluster, configuration in
            try cluster.create(topic: "t", partitions: 1)
            try await withProducer(configuration) { producer in
                for number in 0..<5 { try await producer.send(topic: "t", key: nil, value: "\(number)".bytes) }
                // It commits when it gives its partitions away, and not before.
                let first = try Reader(configuration, topic: "t", commitPause: .seconds(3600), finishes: false)
                await eventually("the first five") { await first.messages.count == 5 }
                first.consumer.pause()
                try await Task.sleep(for: .milliseconds(200))
                try await producer.send(topic: "t", key: nil, value: "5".bytes)
                // Longer than the session: a member that did not speak would be gone.
                try await Task.sleep(for: .milliseconds(4500))
                #expect(first.consumer.partitions == ["t": [0]])
                #expect(await first.messages.count == 5)
                first.consumer.resume()
                await eventually("the sixth") { await first.messages.count == 6 }
                let messages = await first.messages
                // 3 is finished, but 2 is not: both come again.
                try #require(messages.count == 6)
                for index in [0, 1, 3] { first.consumer.finish(messages[index]) }
                await first.close()
                #expect(await first.texts == ["0", "1", "2", "3", "4", "5"])
                first.consumer.finish(messages[2])
                let second = try Reader(configuration, topic: "t")
                await eventually("the rest") { await second.messages.count >= 4 }
                #expect(await second.texts == ["2", "3", "4", "5"])
                await second.close()
            }
        }
    }

    /// Partitions move to a second member and back without loss; late finishes of the first do no harm.
    private func rebalance() async throws {
        try await withCluster { cluster, configuration in
            try cluster.create(topic: "t", partitions: 4)
            try await withProducer(configuration) { producer in
                let first = try Reader(configuration, topic: "t", finishes: false)
                for number in 0..<40 { try await producer.send(topic: "t", key: "\(number)".bytes, value: "\(number)".bytes) }
                await eventually("all at the first member") { await first.messages.count == 40 }
                let before = await first.messages
                for message in before.filter({ $0.offset % 2 == 0 }) { first.consumer.finish(message) }
                let second = try Reader(configuration, topic: "t")
                await eventually("two partitions each") {
                    first.consumer.partitions["t"]?.count == 2 && second.consumer.partitions["t"]?.count == 2
                }
                let moved = Set(second.consumer.partitions["t"] ?? [])
                for message in before { first.consumer.finish(message) }
                for number in 40..<60 { try await producer.send(topic: "t", key: "\(number)".bytes, value: "\(number)".bytes) }
                let unfinished = before.filter { $0.offset % 2 == 1 }
                await eventually("what was unfinished comes again, to whoever has the partition now") {
                    let again = Set(await second.messages.map(\.value) + first.messages.dropFirst(40).map(\.value))
                    return again.isSuperset(of: unfinished.map(\.value)) && again.isSuperset(of: (40..<60).map { "\($0)".bytes })
                }
                #expect(await second.messages.allSatisfy { moved.contains($0.partition) })
                // The first member does not finish what came to it: with its death it comes to the second one.
                await first.close()
                await eventually("all of it at the second member") {
                    second.consumer.partitions["t"]?.count == 4
                }
                let lastOfFirst = await first.messages.dropFirst(40).filter { !moved.contains($0.partition) }
                #expect(!lastOfFirst.isEmpty)
                await eventually("what the first one had") {
                    Set(await second.messages.map(\.value)).isSuperset(of: lastOfFirst.map(\.value))
                }
                await second.close()
            }
        }
    }

    /// What is sent while the brokers are away arrives when they are back; the consumer goes on.
    private func outage() async throws {
        try await withCluster { cluster, configuration in
            try cluster.create(topic: "t", partitions: 1)
            let reader = try Reader(configuration, topic: "t")
            try await withProducer(configuration) { producer in
                try await producer.send(topic: "t", key: nil, value: "before".bytes)
                await eventually("the first message") { await reader.texts == ["before"] }
                try cluster.setDown()
                async let sent: Void = withThrowingTaskGroup { group in
                    for number in 0..<10 {
                        group.addTask { try await producer.send(topic: "t", key: nil, value: "meanwhile \(number)".bytes) }
                    }
                    try await group.waitForAll()
                }
                // Longer than the session of the consumer.
                try await Task.sleep(for: .seconds(5))
                #expect(await reader.messages.count == 1)
                try cluster.setUp()
                try await sent
                try await producer.send(topic: "t", key: nil, value: "after".bytes)
                await eventually("everything, once or more") { Set(await reader.texts).count == 12 }
                #expect(await reader.texts.count { $0.hasPrefix("meanwhile") } == 10)
            }
            await reader.close()
        }
    }
}
