import JSONModel

/// Invents values for any JSON schema, in the theme and language of a world.
///
/// Honoured are types, `enum`, `const`, `anyOf`/`oneOf`/`allOf`, `$ref`, `required`, bounds of numbers, lengths and item counts,
/// `format` and `default`. Optional properties are filled too until the nesting becomes deep; then only required ones are, and
/// alternatives end the recursion where one of them can.
struct SchemaFiller: Sendable {
    private let world: World
    private var dice: Dice
    private var names = 0

    /// How deep optional parts are still filled.
    private static let comfortableDepth = 8
    /// How deep anything is filled: beyond it the schema demands endless nesting, and the answer stays incomplete.
    private static let greatestDepth = 64
    /// The greatest length that a schema can demand of a text.
    private static let greatestLength = 20_000
    /// The most values that one answer holds, so that a schema of wide and deep lists stays answerable.
    private var budget = 4_000

    init(world: World, seed: Seed) {
        self.world = world
        dice = Dice(seed)
    }

    /// A value for `schema`.
    /// - Parameter name: the property's name, a hint at what is meant.
    mutating func value(for schema: JSONSchema, name: String = "", depth: Int = 0) -> JSONValue {
        budget -= 1
        guard depth < Self.greatestDepth, budget > 0 else { return .null }
        if let constant = schema["const"] { return constant }
        if let allowed = schema["enum"]?.arrayValue, !allowed.isEmpty { return allowed[dice.index(below: allowed.count)] }
        let alternatives = schema.alternatives
        if !alternatives.isEmpty { return value(for: alternative(of: alternatives, depth), name: name, depth: depth + 1) }
        switch type(of: schema, depth) {
        case "null": return .null
        case "boolean": return .bool(dice.index(below: 2) == 0)
        case "integer": return .int(Int(number(schema, name: name, isWhole: true)))
        case "number": return .double(number(schema, name: name, isWhole: false))
        case "array": return array(schema, name: name, depth: depth)
        case "object": return object(schema, depth: depth)
        default: return .string(fitted(text(schema, name: name), to: schema))
        }
    }

    /// Deep inside, whatever ends the recursion comes first; otherwise anything that is not `null`.
    private mutating func alternative(of alternatives: [JSONSchema], _ depth: Int) -> JSONSchema {
        if depth >= Self.comfortableDepth {
            let ends = alternatives.filter { !$0.types.contains("object") && !$0.types.contains("array") && $0.alternatives.isEmpty }
            if let end = ends.first { return end }
        }
        let filled = alternatives.filter { $0.types != ["null"] }
        let candidates = filled.isEmpty ? alternatives : filled
        return candidates[dice.index(below: candidates.count)]
    }

    private func type(of schema: JSONSchema, _ depth: Int) -> String {
        let types = schema.types
        if depth >= Self.comfortableDepth, types.contains("null") { return "null" }
        return types.first { $0 != "null" } ?? types.first ?? "string"
    }

    private mutating func array(_ schema: JSONSchema, name: String, depth: Int) -> JSONValue {
        let wanted = depth >= Self.comfortableDepth ? 0 : 2 + dice.index(below: 3)
        let fixed = schema["prefixItems"]?.arrayValue?.count ?? 0
        let count = clamp(max(fixed, wanted), schema["minItems"], schema["maxItems"])
        var items: [JSONValue] = []
        let isUnique = schema["uniqueItems"]?.boolValue == true
        var attempts = 0
        while items.count < count, attempts < count * 4 {
            attempts += 1
            let item = value(for: schema.element(items.count), name: name, depth: depth + 1)
            if !isUnique || !items.contains(item) { items.append(item) }
        }
        return .array(items)
    }

    private mutating func object(_ schema: JSONSchema, depth: Int) -> JSONValue {
        var result = JSONObject()
        let required = schema.required
        for (name, property) in schema.properties where depth < Self.comfortableDepth || required.contains(name) {
            result[name] = value(for: property, name: name, depth: depth + 1)
        }
        for name in required where result[name] == nil {
            let property = schema.additional ?? JSONSchema(["type": "string"])
            result[name] = value(for: property, name: name, depth: depth + 1)
        }
        if let additional = schema.additional, result.isEmpty, depth < Self.comfortableDepth {
            for tag in dice.sample(world.lexicon.tags, 2) { result[tag] = value(for: additional, name: tag, depth: depth + 1) }
        }
        let least = schema["minProperties"]?.intValue ?? 0
        while result.count < min(least, 100), !schema.isClosed {
            let name = "property_\(result.count + 1)"
            result[name] = value(for: schema.additional ?? JSONSchema(["type": "string"]), name: name, depth: depth + 1)
        }
        return .object(result)
    }

    private mutating func number(_ schema: JSONSchema, name: String, isWhole: Bool) -> Double {
        let step = schema["multipleOf"]?.doubleValue.map(abs).flatMap { $0 > 0 ? $0 : nil } ?? (isWhole ? 1 : 0)
        let unit = step > 0 ? step : 0.01
        var low = schema["minimum"]?.doubleValue
        var high = schema["maximum"]?.doubleValue
        if let bound = schema["exclusiveMinimum"]?.doubleValue { low = max(low ?? bound, bound + unit) }
        if let bound = schema["exclusiveMaximum"]?.doubleValue { high = min(high ?? bound, bound - unit) }
        let lowest = max(low ?? min(0, (high ?? 0) - 100), -1e15)
        let highest = min(high ?? max(lowest + 100, lowest), 1e15)
        let raw = lowest + dice.fraction() * max(0, highest - lowest)
        guard step > 0 else { return min(max((raw * 100).rounded() / 100, lowest), highest) }
        let stepped = (raw / step).rounded(.down) * step
        return stepped < lowest ? stepped + step : stepped
    }

    /// A count brought between its bounds; a schema cannot ask for more than a thousand.
    func clamp(_ count: Int, _ least: JSONValue?, _ most: JSONValue?) -> Int {
        let floor = min(max(0, least?.intValue ?? 0), 1000)
        return min(max(count, floor), max(floor, most?.intValue ?? Int.max))
    }

    /// A text brought between its least and greatest length.
    mutating func fitted(_ text: String, to schema: JSONSchema) -> String {
        var text = text
        let least = min(max(0, schema["minLength"]?.intValue ?? 0), Self.greatestLength)
        var length = text.unicodeScalars.count
        while length < least {
            let more = (text.isEmpty ? "" : " ") + sentence()
            text += more
            length += more.unicodeScalars.count
        }
        // Long texts count as many values.
        budget -= least / 100
        if let most = schema["maxLength"]?.intValue, most >= 0, length > most {
            return Self.shortened(text, to: max(most, least))
        }
        return text
    }

    private static func shortened(_ text: String, to length: Int) -> String {
        let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
        return cut
    }

    // MARK: Texts

    private mutating func text(_ schema: JSONSchema, name: String) -> String {
        if let format = schema["format"]?.stringValue, let text = formatted(format) { return text }
        if let text = schema["default"]?.stringValue, !text.isEmpty { return text }
        if let text = schema["examples"]?[0]?.stringValue { return text }
        return text(named: name.lowercased())
    }

    private mutating func formatted(_ format: String) -> String? {
        let day = "2025-\(twoDigits(1...12))-\(twoDigits(1...28))"
        let time = "\(twoDigits(0...23)):\(twoDigits(0...59)):\(twoDigits(0...59))Z"
        switch format {
        case "date-time": return "\(day)T\(time)"
        case "date": return day
        case "time": return time
        case "duration": return "PT\(1 + dice.index(below: 90))M"
        case "email", "idn-email": return "\(newPersona().username)@example.com"
        case "hostname", "idn-hostname": return "\(newPersona().username.filter { $0.isLetter }).example.com"
        case "ipv4": return "192.0.2.\(1 + dice.index(below: 254))"
        case "ipv6": return "2001:db8::\(String(1 + dice.index(below: 0xfffe), radix: 16))"
        case "uri", "url", "uri-reference", "iri": return "https://example.com/\(newPersona().username)"
        case "uuid": return uuid()
        default: return nil
        }
    }

    private mutating func twoDigits(_ range: ClosedRange<Int>) -> String {
        let number = dice.number(in: range)
        return number < 10 ? "0\(number)" : String(number)
    }

    private mutating func uuid() -> String {
        let high = dice.roll() & 0xffff_ffff_ffff_0fff | 0x4000
        let low = dice.roll() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        func hex(_ value: UInt64, _ digits: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        let left = hex(high, 16)
        let right = hex(low, 16)
        return "\(left.prefix(8))-\(left.dropFirst(8).prefix(4))-\(left.dropFirst(12))-\(right.prefix(4))-\(right.dropFirst(4))"
    }

    private mutating func newPersona() -> Persona {
        names += 1
        return world.cast.persona(names - 1)
    }

    private mutating func text(named name: String) -> String {
        func means(_ words: String...) -> Bool { words.contains { name.contains($0) } }
        let lexicon = world.lexicon
        if means("username", "nickname", "handle", "login") { return newPersona().username }
        if means("prompt") { return Sight(persona: newPersona()).portrait }
        if means("language") { return world.tongue.ownName }
        if means("world") && means("name") { return world.name }
        if means("name", "author", "character", "person", "friend", "member") { return newPersona().name.full }
        if means("place", "location", "city", "address", "where") { return dice.pick(lexicon.places.map(\.name)).capitalisedFirst }
        if means("title", "topic", "headline", "subject") { return newPost().topic }
        if means("hashtag", "tag", "keyword", "category", "genre") { return dice.pick(lexicon.tags) }
        if means("event") { return dice.pick(lexicon.events.map(\.name)) }
        if means("role", "job", "profession", "occupation") { return newPersona().role }
        if means("mood", "tone", "emotion") { return dice.pick(world.wording.singles.map(\.tone)) }
        if means("trait", "personality") { return newPersona().words["trait"] ?? "" }
        if means("interest", "hobb") { return dice.pick(world.wording["interests"]) }
        if means("activit", "action", "task", "goal") { return dice.pick(lexicon.acts).capitalisedFirst }
        if means("item", "object", "thing", "product") { return dice.pick(lexicon.things).capitalisedFirst }
        if means("food", "drink", "dish") { return dice.pick(lexicon.foods).capitalisedFirst }
        if means("style", "visual") { return lexicon.fact("style") }
        if means("quote", "saying", "motto", "slogan") { return dice.pick(lexicon.sayings).capitalisedFirst }
        if means("theme") { return lexicon.fact("theme") }
        for topic in ["technology", "society", "culture", "geography", "history", "climate", "resources", "conflict", "magic"]
        where means(topic) {
            return lexicon.fact(topic)
        }
        if means("content", "text", "message", "post", "story", "body", "description", "summary") { return newPost().text }
        if name == "id" || name.hasSuffix("_id") {
            return "\(name.replacing("_id", with: "").replacing("id", with: "item"))_\(1 + dice.index(below: 999))"
        }
        return sentence()
    }

    private mutating func newPost() -> Post {
        Storyline(persona: world.cast.persona(dice.index(below: 24))).anyPost(&dice)
    }

    /// Any sentence that fits the world.
    mutating func sentence() -> String {
        let lexicon = world.lexicon
        let sayings = lexicon.sayings.map { $0.capitalisedFirst + "." }
        return dice.pick(lexicon.details + sayings)
    }
}
