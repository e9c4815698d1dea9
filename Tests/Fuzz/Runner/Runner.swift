import Glibc

/// What libFuzzer calls with every input. The environment variable `FUZZ_TARGET` names the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard bytes.count <= chosenTarget.maximumLength else { return -1 }
    do throws(Violation) {
        try chosenTarget.check(bytes)
    } catch {
        fatalError("\(chosenTarget): \(error)")
    }
    return 0
}

private let chosenTarget: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        fatalError("FUZZ_TARGET is '\(name)' (accepted: \(FuzzTarget.all.map(\.name).joined(separator: ", ")))")
    }
    return target
}()
