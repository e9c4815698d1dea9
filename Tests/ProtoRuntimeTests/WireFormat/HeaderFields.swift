/// Hands a field to `body` as the HTTP/2 layer does.
func withField<Result>(
    _ name: String, _ value: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
    Array(name.utf8).withUnsafeBufferPointer { name in Array(value.utf8).withUnsafeBufferPointer { value in body(name, value) } }
}
