/// A 64-bit value from which everything invented is derived: the same seed and labels give the same result on every machine.
struct Seed: Sendable, Hashable {
    let value: UInt64

    init(_ value: UInt64) {
        self.value = value
    }

    /// The seed of a part: depends on this seed and on `label`, byte by byte (FNV-1a, then mixed).
    func derived(_ label: String) -> Seed {
        var hash = value ^ 0xcbf2_9ce4_8422_2325
        for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Seed(Self.mixed(hash))
    }

    /// The seed of the part with this number.
    func derived(_ number: Int) -> Seed {
        Seed(Self.mixed(value &+ UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15))
    }

    /// A number in `0 ..< count`; 0 when there is nothing to choose from.
    func index(below count: Int) -> Int {
        count > 0 ? Int(value % UInt64(count)) : 0
    }

    /// One of `items`; `nil` when there are none.
    func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[index(below: items.count)]
    }

    /// The finaliser of SplitMix64: every bit of the input changes half of the bits of the output.
    static func mixed(_ number: UInt64) -> UInt64 {
        var value = number &+ 0x9e37_79b9_7f4a_7c15
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

/// A stream of random numbers from a seed (SplitMix64).
struct Dice: Sendable {
    private var state: UInt64

    init(_ seed: Seed) {
        state = seed.value
    }

    /// The next 64 random bits.
    mutating func roll() -> UInt64 {
        let value = Seed.mixed(state)
        state &+= 0x9e37_79b9_7f4a_7c15
        return value
    }

    /// A number in `0 ..< count`; 0 when there is nothing to choose from.
    mutating func index(below count: Int) -> Int {
        count > 0 ? Int(roll() % UInt64(count)) : 0
    }

    /// A number in `range`.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + index(below: range.count)
    }

    /// A number in 0 ..< 1.
    mutating func fraction() -> Double {
        Double(roll() >> 11) / Double(1 << 53)
    }

    /// One of `items`, an empty text when there are none.
    mutating func pick(_ items: [String]) -> String {
        items.isEmpty ? "" : items[index(below: items.count)]
    }

    /// `count` different ones of `items`, in random order; all of them when there are fewer.
    mutating func sample<Item>(_ items: [Item], _ count: Int) -> [Item] {
        var rest = items
        var taken: [Item] = []
        while taken.count < count, !rest.isEmpty { taken.append(rest.remove(at: index(below: rest.count))) }
        return taken
    }
}

/// An order in which `count` things are visited, each once before any comes again; knows the n-th without the ones before.
struct Cycle: Sendable {
    private let count: Int
    private let start: Int
    private let step: Int

    init(count: Int, seed: Seed) {
        self.count = max(1, count)
        start = seed.index(below: self.count)
        var step = 1 + seed.derived("step").index(below: self.count)
        while Self.commonDivisor(step, self.count) != 1 { step += 1 }
        self.step = step
    }

    /// The thing visited at position `n`, counted from 0.
    subscript(n: Int) -> Int {
        (start + (n % count) * step) % count
    }

    /// How often everything has been visited before position `n`.
    func round(of n: Int) -> Int { n / count }

    private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : commonDivisor(b, a % b)
    }
}
