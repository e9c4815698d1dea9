import JSONModel

extension JSONSchema {
    /// `value` made to fit this schema: members that the schema does not know are left out, missing or unfit ones are invented by `filler`.
    func conforming(_ value: JSONValue, filler: inout SchemaFiller, name: String = "", depth: Int = 0) -> JSONValue {
        let choices = alternatives
        if !choices.isEmpty {
            guard let choice = choices.first(where: { $0.accepts(value) }) else { return filler.value(for: self, name: name, depth: depth) }
            return choice.conforming(value, filler: &filler, name: name, depth: depth)
        }
        guard accepts(value) else { return filler.value(for: self, name: name, depth: depth) }
        switch value {
        case .object(let object): return .object(conforming(object, filler: &filler, depth: depth))
        case .array(let array):
            let count = filler.clamp(array.count, self["minItems"], self["maxItems"])
            return .array(
                (0..<count).map { index in
                    let element = element(index)
                    guard index < array.count else { return filler.value(for: element, name: name, depth: depth + 1) }
                    return element.conforming(array[index], filler: &filler, name: name, depth: depth + 1)
                })
        case .string(let text): return .string(filler.fitted(text, to: self))
        default: return value
        }
    }

    private func conforming(_ object: JSONObject, filler: inout SchemaFiller, depth: Int) -> JSONObject {
        guard !properties.isEmpty else { return object }
        var result = JSONObject()
        let required = Set(required)
        for (name, schema) in properties {
            if let value = object[name] {
                result[name] = schema.conforming(value, filler: &filler, name: name, depth: depth + 1)
            } else if required.contains(name) {
                result[name] = filler.value(for: schema, name: name, depth: depth + 1)
            }
        }
        return result
    }

    /// Whether the value is of an allowed type, and one of the allowed values where they are listed.
    private func accepts(_ value: JSONValue) -> Bool {
        if let allowed = self["enum"]?.arrayValue { return allowed.contains(value) }
        if let constant = self["const"] { return constant == value }
        let types = types
        guard !types.isEmpty else { return true }
        return switch value {
        case .number(let number): types.contains("number") || (types.contains("integer") && number.int != nil)
        default: types.contains(value.kind)
        }
    }
}
