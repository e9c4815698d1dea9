import CLinux

/// The system's own text for an error number, such as "Address already in use".
public func systemErrorText(_ number: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress, clinux_error_text(number, base, UInt(buffer.count)) == 0 else { return "error \(number)" }
        return String(cString: base)
    }
}
