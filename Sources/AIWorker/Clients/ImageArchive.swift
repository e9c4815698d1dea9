import EventLoops
import Glibc

/// A directory that gets a copy of every picture, for people: `DIR/<world>/<picture>`.
///
/// A file appears whole, or not at all; a picture that is made again replaces the earlier one.
public struct ImageArchive: Sendable {
    /// Why a picture, or the directory, cannot be written.
    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file or directory.
        public let path: String
        /// The system's reason.
        public let reason: String

        /// The path and the reason.
        public var description: String { "\(path): \(reason)" }
    }

    /// The longest name of a file or directory that is made, in bytes: file systems take 255.
    private static let longestName = 180

    private let directory: String
    private let pool: BlockingPool

    /// An archive in `directory`, which is made when it is missing; its parent must be there.
    ///
    /// - Parameter pool: where files are written.
    /// - Throws: ``Failure`` when nothing can be written there.
    public init(directory: String, pool: BlockingPool) throws(Failure) {
        self.directory = directory
        self.pool = pool
        try Self.make(directory)
        let trial = directory + "/.trial"
        try Self.replace(trial, with: [])
        unlink(trial)
    }

    /// Writes a picture.
    ///
    /// - Parameters:
    ///   - world: names the directory of its world; what cannot be in a name is replaced.
    ///   - name: the file's name; likewise.
    func write(_ bytes: [UInt8], world: String, name: String) async throws(Failure) {
        let folder = "\(directory)/\(Self.safe(world))"
        let path = "\(folder)/\(Self.safe(name))"
        try await pool.run { () throws(Failure) in
            try Self.make(folder)
            try Self.replace(path, with: bytes)
        }
    }

    /// `text` as a single name in a directory: no slashes, no control characters, no leading dot, not too long. The end is kept, for it
    /// tells names apart.
    static func safe(_ text: String) -> String {
        var name = String(
            text.map { $0 == "/" || $0 == "\\" || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "_" : $0 })
        if name.isEmpty || name.hasPrefix(".") { name = "_" + name }
        while name.utf8.count > longestName { name.removeFirst() }
        return name
    }

    private static func make(_ directory: String) throws(Failure) {
        guard mkdir(directory, 0o755) != 0, errno != EEXIST else { return }
        throw .latest(directory)
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let temporary = path + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .latest(temporary) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                let failure = Failure.latest(temporary)
                close(descriptor)
                unlink(temporary)
                throw failure
            }
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let failure = Failure.latest(path)
            unlink(temporary)
            throw failure
        }
    }
}

extension ImageArchive.Failure {
    /// What the last system call says.
    fileprivate static func latest(_ path: String) -> ImageArchive.Failure {
        ImageArchive.Failure(path: path, reason: String(cString: strerror(errno)))
    }
}
