import Glibc

/// The file of example prompts.
enum ExamplePrompts {
    /// Its lines; none when it cannot be read.
    static func load(from testFile: String = #filePath) -> [String] {
        let root = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
        guard let file = fopen("/\(root)/Examples/prompts.txt", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
