import JSONModel

/// Reads the members of one JSON object of a service config; its errors name the field from the outermost object on.
///
/// Values are accepted as the JSON form of protobuf has them: numbers also as texts, durations as `"1.5s"`, `null` like nothing.
struct ServiceConfigReader {
    private let object: JSONObject
    private let path: String

    init(_ value: JSONValue, path: String) throws(ServiceConfigError) {
        guard case .object(let object) = value else { throw ServiceConfigError(path, "must be an object, got \(Self.summary(value))") }
        self.object = object
        self.path = path
    }

    private func member(_ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    private func field(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func refused(_ key: String, _ accepted: String, _ value: JSONValue) -> ServiceConfigError {
        refusal(key, "must be \(accepted), got \(Self.summary(value))")
    }

    /// An error about a field of this object.
    func refusal(_ key: String, _ message: String) -> ServiceConfigError { ServiceConfigError(field(key), message) }

    /// Short values themselves, of others the kind.
    private static func summary(_ value: JSONValue) -> String {
        let text = value.serialized()
        return text.utf8.count <= 40 ? text : "\(value.kind)"
    }

    /// A member that must be there.
    func required<Value>(_ key: String, _ value: Value?) throws(ServiceConfigError) -> Value {
        guard let value else { throw ServiceConfigError(field(key), "is missing") }
        return value
    }

    func object(_ key: String) throws(ServiceConfigError) -> ServiceConfigReader? {
        guard let value = member(key) else { return nil }
        return try ServiceConfigReader(value, path: field(key))
    }

    func objects(_ key: String) throws(ServiceConfigError) -> [ServiceConfigReader] {
        var readers: [ServiceConfigReader] = []
        for (index, value) in try array(key).enumerated() {
            readers.append(try ServiceConfigReader(value, path: "\(field(key))[\(index)]"))
        }
        return readers
    }

    private func array(_ key: String) throws(ServiceConfigError) -> [JSONValue] {
        guard let value = member(key) else { return [] }
        guard let elements = value.arrayValue else { throw refused(key, "an array", value) }
        return elements
    }

    /// The only key of the object, such as the name of a load balancing policy.
    func onlyKey() throws(ServiceConfigError) -> String {
        guard object.count == 1, let key = object.keys.first else {
            throw ServiceConfigError(path, "must be an object with one member, got \(object.count)")
        }
        return key
    }

    func text(_ key: String) throws(ServiceConfigError) -> String? {
        guard let value = member(key) else { return nil }
        guard let text = value.stringValue else { throw refused(key, "a string", value) }
        return text
    }

    func bool(_ key: String) throws(ServiceConfigError) -> Bool? {
        guard let value = member(key) else { return nil }
        guard let bool = value.boolValue else { throw refused(key, "true or false", value) }
        return bool
    }

    func whole(_ key: String) throws(ServiceConfigError) -> Int? {
        guard let value = member(key) else { return nil }
        guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }), let whole = UInt32(exactly: number) else {
            throw refused(key, "a whole number from 0 to \(UInt32.max)", value)
        }
        return Int(whole)
    }

    func number(_ key: String) throws(ServiceConfigError) -> Double? {
        guard let value = member(key) else { return nil }
        guard let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }), number.isFinite else {
            throw refused(key, "a number", value)
        }
        return number
    }

    func duration(_ key: String) throws(ServiceConfigError) -> Duration? {
        guard let value = member(key) else { return nil }
        guard let duration = value.stringValue.flatMap({ Duration(protobufText: $0) }) else {
            throw refused(key, "a time in seconds such as \"1.5s\"", value)
        }
        return duration
    }

    func statusCodes(_ key: String) throws(ServiceConfigError) -> Set<StatusCode> {
        var codes: Set<StatusCode> = []
        for (index, value) in try array(key).enumerated() {
            let named = value.stringValue.flatMap { StatusCode(name: $0) }
            guard let code = named ?? value.intValue.map({ StatusCode(rawValue: $0) }), (0...16).contains(code.rawValue) else {
                throw refused("\(key)[\(index)]", "a status name such as \"UNAVAILABLE\" or its number from 0 to 16", value)
            }
            codes.insert(code)
        }
        return codes
    }

    /// Runs `body`, whose errors name fields of this object; they are told with the object's path.
    func building<Value>(_ body: () throws(ServiceConfigError) -> Value) throws(ServiceConfigError) -> Value {
        do throws(ServiceConfigError) { return try body() } catch { throw error.within(path) }
    }
}

extension Duration {
    /// Reads protobuf's JSON form of a duration: seconds with up to nine decimals and an `s`, such as `1.5s`; also `.5s`, which gRPC's own
    /// examples use.
    init?(protobufText text: String) {
        var digits = text.utf8[...]
        guard digits.popLast() == UInt8(ascii: "s") else { return nil }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.count <= 12, !digits.isEmpty, digits.last != UInt8(ascii: ".") else { return nil }
        let fraction = parts.count == 2 ? parts[1] : digits.suffix(0)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard fraction.count <= 9, whole.allSatisfy(isDigit), fraction.allSatisfy(isDigit) else { return nil }
        let seconds = whole.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        var nanoseconds = fraction.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        for _ in fraction.count..<9 { nanoseconds *= 10 }
        let magnitude = Duration.seconds(seconds) + .nanoseconds(nanoseconds)
        self = isNegative ? .zero - magnitude : magnitude
    }
}
