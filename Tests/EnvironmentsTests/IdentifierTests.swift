import Environments
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    static let canonical = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"

    @Test(
        "PostgreSQL's spellings of one UUID",
        arguments: [
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
            "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "{A0eebc999c0b4ef8bb6d6bb9bd380a11}", "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
            "a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11",
        ])
    func accepted(text: String) {
        #expect(Identifier(parsing: text)?.canonical == Self.canonical)
    }

    @Test(
        "what PostgreSQL refuses",
        arguments: [
            "", " a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 ", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111", "a0e-ebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-",
            "urn:uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11", "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "-a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "{}",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\0", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1１",
        ])
    func refused(text: String) {
        #expect(Identifier(parsing: text) == nil)
    }

    @Test("forms and bytes")
    func forms() throws {
        let identifier = try #require(Identifier(parsing: Self.canonical))
        #expect(identifier.hex == "a0eebc999c0b4ef8bb6d6bb9bd380a11")
        #expect("\(identifier)" == Self.canonical)
        #expect(Identifier(bytes: identifier.bytes) == identifier)
        #expect(identifier.bytes.first == 0xa0)
        #expect(identifier.bytes.last == 0x11)
    }

    @Test("version 5 as in RFC 9562, A.4")
    func nameBased() throws {
        let dns = try #require(Identifier(parsing: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
        #expect(Identifier.v5(namespace: dns, name: "www.example.com").canonical == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }
}

@Suite("Environment")
struct EnvironmentTests {
    @Test("unseeded identifiers are random UUIDs of version 4")
    func random() {
        let environment = Environment()
        let identifiers = (0..<100).map { _ in environment.uuid(for: "post") }
        #expect(Set(identifiers).count == 100)
        for identifier in identifiers {
            let text = Array(identifier.canonical)
            #expect(text[14] == "4")
            #expect("89ab".contains(text[19]))
        }
        #expect(environment.uuid(for: "post", key: "k") != environment.uuid(for: "post", key: "k"))
    }

    @Test("a seed fixes identifiers by key, or by count within a scope")
    func seeded() {
        let (one, two, other) = (Environment(seed: 7), Environment(seed: 7), Environment(seed: 8))
        #expect(one.uuid(for: "post", key: "a") == two.uuid(for: "post", key: "a"))
        #expect(one.uuid(for: "post", key: "a") == one.uuid(for: "post", key: "a"))
        #expect(one.uuid(for: "post", key: "a") != other.uuid(for: "post", key: "a"))
        #expect(one.uuid(for: "post", key: "a") != one.uuid(for: "world", key: "a"))
        let first = one.bytes16(for: "media")
        let second = one.bytes16(for: "media")
        #expect(first != second)
        _ = two.bytes16(for: "post")
        #expect(two.bytes16(for: "media") == first)
        // Counted and keyed identifiers, and scopes that run into their keys, stay apart.
        #expect(one.uuid(for: "x", key: "0") != one.uuid(for: "x"))
        #expect(one.uuid(for: "ab", key: "c") != one.uuid(for: "a", key: "bc"))
    }

    @Test("a seeded identifier is the same in every version of the program")
    func pinned() {
        #expect(Environment(seed: 42).uuid(for: "world", key: "k1").canonical == "5ba2c6dd-105e-4ed3-813f-0fe20b4df818")
    }

    @Test("strictly increasing times, also when the clock stands still or goes back")
    func increasing() {
        let clock = FixedClock(Timestamp(seconds: 10))
        let environment = Environment(clock: clock)
        #expect(environment.now() == environment.now())
        #expect(environment.strictlyIncreasingNow() == Timestamp(seconds: 10))
        #expect(environment.strictlyIncreasingNow() == Timestamp(microseconds: 10_000_001))
        clock.advance(by: .seconds(-5))
        #expect(environment.strictlyIncreasingNow() == Timestamp(microseconds: 10_000_002))
        clock.advance(by: .seconds(60))
        #expect(environment.strictlyIncreasingNow() == Timestamp(seconds: 65))
        #expect(SystemClock().now() > Timestamp(seconds: 1_700_000_000))
    }
}
