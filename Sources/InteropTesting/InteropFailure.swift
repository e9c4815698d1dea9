/// A case of the interoperability tests that has not gone as it must.
public struct InteropFailure: Error, CustomStringConvertible {
    /// What was expected and what came.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// - Throws: `InteropFailure` with the text when the condition does not hold.
func expect(_ condition: Bool, _ text: @autoclosure () -> String) throws(InteropFailure) {
    guard condition else { throw InteropFailure(text()) }
}

/// - Throws: `InteropFailure` when the values differ.
func expectEqual<Value: Equatable>(_ got: Value, _ wanted: Value, _ what: String) throws(InteropFailure) {
    guard got == wanted else { throw InteropFailure("\(what): expected \(wanted), got \(got)") }
}
