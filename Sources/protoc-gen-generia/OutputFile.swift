/// A file to be written, its path relative to the output directory.
struct OutputFile {
    let path: String
    let content: String
}
