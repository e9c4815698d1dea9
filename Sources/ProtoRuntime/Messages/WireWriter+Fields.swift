extension WireWriter {
    /// Writes a field without presence: nothing when the value is the default.
    @inlinable
    public mutating func plain<Coding: FieldCoding>(_ value: Coding.Value, _ field: UInt32, _ coding: Coding.Type) {
        if !Coding.isDefault(value) { always(value, field, coding) }
    }

    /// Writes a field with presence: nothing when it is nil.
    @inlinable
    public mutating func optional<Coding: FieldCoding>(_ value: Coding.Value?, _ field: UInt32, _ coding: Coding.Type) {
        if let value { always(value, field, coding) }
    }

    /// Writes a field whatever its value: a member of a oneof, or part of a map entry.
    @inlinable
    public mutating func always<Coding: FieldCoding>(_ value: Coding.Value, _ field: UInt32, _ coding: Coding.Type) {
        Coding.write(value, to: &self)
        tag(field, Coding.wireType)
    }

    /// Writes a repeated field with a tag before every element.
    @inlinable
    public mutating func repeated<Coding: FieldCoding>(_ values: [Coding.Value], _ field: UInt32, _ coding: Coding.Type) {
        for value in values.reversed() { always(value, field, coding) }
    }

    /// Writes a repeated field of numbers as one length-delimited value; nothing when it is empty.
    @inlinable
    public mutating func packed<Coding: FieldCoding>(_ values: [Coding.Value], _ field: UInt32, _ coding: Coding.Type) {
        guard !values.isEmpty else { return }
        lengthPrefixed { writer in
            for value in values.reversed() { Coding.write(value, to: &writer) }
        }
        tag(field, .lengthDelimited)
    }

    /// Writes a map field, its entries in the order of their keys: numbers ascending, strings by their UTF-8 bytes.
    @inlinable
    public mutating func map<Key: MapKeyCoding, Value: FieldCoding>(
        _ values: [Key.Value: Value.Value], _ field: UInt32, _ key: Key.Type, _ value: Value.Type
    ) {
        if isMeasuring {
            for entry in values { mapEntry(entry, field, key, value) }
        } else {
            for entry in values.sorted(by: { Key.precedes($1.key, $0.key) }) { mapEntry(entry, field, key, value) }
        }
    }

    @inlinable
    mutating func mapEntry<Key: MapKeyCoding, Value: FieldCoding>(
        _ entry: (key: Key.Value, value: Value.Value), _ field: UInt32, _ key: Key.Type, _ value: Value.Type
    ) {
        lengthPrefixed { writer in
            writer.always(entry.value, 2, value)
            writer.always(entry.key, 1, key)
        }
        tag(field, .lengthDelimited)
    }
}
