/// A choice of things of a world for the gaps of a text; as numbers, so that it can be worded in any language.
struct Fillers: Sendable {
    let place: Int
    let place2: Int
    let thing: Int
    let thing2: Int
    let event: Int
    let act: Int
    let act2: Int
    let food: Int
    let saying: Int
    let detail: Int

    /// - Parameter shift: moves the choices on, so that a text which comes again with another shift has different words.
    init(seed: Seed, shift: Int = 0, in lexicon: Lexicon) {
        func choose(_ name: String, _ count: Int) -> Int { (seed.derived(name).index(below: count) + shift) % max(1, count) }
        func other(_ choice: Int, _ name: String, _ count: Int) -> Int {
            count > 1 ? (choice + 1 + seed.derived(name).index(below: count - 1)) % count : 0
        }
        place = choose("place", lexicon.places.count)
        place2 = other(place, "place2", lexicon.places.count)
        thing = choose("thing", lexicon.things.count)
        thing2 = other(thing, "thing2", lexicon.things.count)
        event = choose("event", lexicon.events.count)
        act = choose("act", lexicon.acts.count)
        act2 = other(act, "act2", lexicon.acts.count)
        food = choose("food", lexicon.foods.count)
        saying = choose("saying", lexicon.sayings.count)
        detail = choose("detail", lexicon.details.count)
    }

    /// The words by the names of the gaps.
    func words(in lexicon: Lexicon, tongue: Tongue) -> [String: String] {
        [
            "place": lexicon.places[position: place]?.name ?? "", "at": lexicon.places[position: place]?.at ?? "",
            "place2": lexicon.places[position: place2]?.name ?? "", "at2": lexicon.places[position: place2]?.at ?? "",
            "thing": lexicon.things[safe: thing], "thing2": lexicon.things[safe: thing2],
            "event": lexicon.events[position: event]?.name ?? "", "eventg": lexicon.events[position: event]?.genitive ?? "",
            "act": lexicon.acts[safe: act], "act2": lexicon.acts[safe: act2], "food": lexicon.foods[safe: food],
            "saying": lexicon.sayings[safe: saying], "detail": lexicon.details[safe: detail],
        ]
    }
}

extension Array {
    /// The element at `position`, `nil` when there is none.
    subscript(position position: Int) -> Element? { indices.contains(position) ? self[position] : nil }
}
