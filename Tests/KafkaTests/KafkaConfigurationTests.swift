import Kafka
import Telemetry
import Testing

@Suite("Configuration of Kafka clients")
struct KafkaConfigurationTests {
    @Test(
        "lists of brokers",
        arguments: [
            ("kafka:9092", ["kafka:9092"]), (" a , b:1 ,", ["a:9092", "b:1"]), ("[::1]:9093,[fe80::1]", ["[::1]:9093", "[fe80::1]:9092"]),
        ])
    func accepted(text: String, brokers: [String]) throws {
        #expect(try KafkaConfiguration(brokers: text).brokers == brokers)
    }

    @Test(
        "what is no list of brokers is refused with what would be",
        arguments: ["", " , ", "a:b", "a:0", "a:65536", ":1", "http://a:1", "[::1"])
    func refused(text: String) {
        let error = #expect(throws: KafkaError.self) { try KafkaConfiguration(brokers: text) }
        #expect(error?.description.contains("accepted: host:port") == true)
    }

    @Test("a setting that librdkafka does not know is refused by name")
    func unknownSetting() throws {
        let configuration = try KafkaConfiguration(brokers: "127.0.0.1:1", properties: ["no.such": "1"])
        let error = #expect(throws: KafkaError.self) { try KafkaProducer(configuration, logger: .disabled) }
        #expect(error?.description.contains("'no.such'") == true)
        let clash = try KafkaConfiguration(brokers: "127.0.0.1:1", properties: ["acks": "0"])
        #expect(throws: KafkaError.self, "acks=0 cannot be idempotent") { try KafkaProducer(clash, logger: .disabled) }
        #expect(throws: KafkaError.self) { try KafkaConsumer(configuration, topics: ["t"], group: "g", logger: .disabled) }
    }
}
